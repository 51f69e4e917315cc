import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { useDemoPeople, useSession, useSignIn } from '../../api/session.ts';
import { usePageTitle } from '../../components/page-title.ts';
import { Refusal } from '../../components/refusal.tsx';
import { roleWords } from '../../components/words.ts';
import styles from './sign-in.module.css';

/** Only a path of this console: an address from elsewhere in a link is no place to be sent to. */
function safeNext(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/';
}

export function SignInScreen() {
  const [params] = useSearchParams();
  const session = useSession();
  const signIn = useSignIn();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  usePageTitle('Sign in');

  if (session.data) return <Navigate replace to={safeNext(params.get('next'))} />;

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn.mutate({ email, password });
  };
  return (
    <main className={styles.page}>
      <div className={styles.brand}>
        <img src="/favicon.svg" alt="" width={40} height={40} />
        <h1>Deskbell</h1>
      </div>
      <form onSubmit={submit} className={styles.form} aria-label="Sign in">
        <TextInput
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Refusal error={signIn.error} />
        <Button type="submit" size="md" loading={signIn.isPending}>
          Sign in
        </Button>
      </form>
      <DemoPeople
        busy={signIn.isPending}
        onChoose={(email, password) => {
          setEmail(email);
          signIn.mutate({ email, password });
        }}
      />
    </main>
  );
}

interface DemoPeopleProps {
  readonly busy: boolean;
  readonly onChoose: (email: string, password: string) => void;
}

function DemoPeople({ busy, onChoose }: DemoPeopleProps) {
  const demo = useDemoPeople();
  const password = demo.data?.password;
  if (!demo.data || demo.data.people.length === 0 || !password) return null;
  return (
    <section className={styles.demo} aria-labelledby="demo-title">
      <h2 id="demo-title">Or try it as one of the demo people</h2>
      <p className="soft">Open a second browser, or a private window, to be two people at once.</p>
      <ul>
        {demo.data.people.map((person) => (
          <li key={person.email}>
            <button type="button" disabled={busy} onClick={() => onChoose(person.email, password)}>
              <span className="strong">{person.name}</span>
              <span>
                {roleWords(person.role)} <span className="soft">at {person.businesses.join(', ')}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
