import type { ScreenPath } from './components/frame/screens.ts';
import { screenOf, type LazyScreen } from './loading/screen.tsx';

/** Every screen, each in a file of its own that is read when it is opened. */
export const pages = {
  live: screenOf(async () => (await import('./screens/live/live-screen.tsx')).LiveScreen),
  wall: screenOf(async () => (await import('./screens/live/wall-screen.tsx')).WallScreen),
  desk: screenOf(async () => (await import('./screens/desk/desk-screen.tsx')).DeskScreen),
  cases: screenOf(async () => (await import('./screens/cases/cases-screen.tsx')).CasesScreen),
  newCase: screenOf(async () => (await import('./screens/cases/new-case-screen.tsx')).NewCaseScreen),
  case: screenOf(async () => (await import('./screens/cases/case-screen.tsx')).CaseScreen),
  promises: screenOf(async () => (await import('./screens/promises/promises-screen.tsx')).PromisesScreen),
  approvals: screenOf(async () => (await import('./screens/approvals/approvals-screen.tsx')).ApprovalsScreen),
  messages: screenOf(async () => (await import('./screens/messages/messages-screen.tsx')).MessagesScreen),
  newMessage: screenOf(
    async () => (await import('./screens/messages/new-message-screen.tsx')).NewMessageScreen,
  ),
  message: screenOf(async () => (await import('./screens/messages/message-screen.tsx')).MessageScreen),
  onCall: screenOf(async () => (await import('./screens/on-call/on-call-screen.tsx')).OnCallScreen),
  matrix: screenOf(async () => (await import('./screens/matrix/matrix-screen.tsx')).MatrixScreen),
  rules: screenOf(async () => (await import('./screens/rules/rules-screen.tsx')).RulesScreen),
  recordings: screenOf(
    async () => (await import('./screens/recordings/recordings-screen.tsx')).RecordingsScreen,
  ),
  recording: screenOf(
    async () => (await import('./screens/recordings/recording-screen.tsx')).RecordingScreen,
  ),
  templates: screenOf(async () => (await import('./screens/templates/templates-screen.tsx')).TemplatesScreen),
  programs: screenOf(async () => (await import('./screens/programs/programs-screen.tsx')).ProgramsScreen),
  setup: screenOf(async () => (await import('./screens/setup/setup-screen.tsx')).SetupScreen),
} as const;

/** The screens below each word of the rail. */
export const below: Readonly<Record<ScreenPath, readonly LazyScreen[]>> = {
  '/live': [pages.live],
  '/desk': [pages.desk],
  '/cases': [pages.cases, pages.case, pages.newCase],
  '/promises': [pages.promises],
  '/approvals': [pages.approvals],
  '/messages': [pages.messages, pages.message, pages.newMessage],
  '/on-call': [pages.onCall],
  '/matrix': [pages.matrix],
  '/rules': [pages.rules],
  '/recordings': [pages.recordings, pages.recording],
  '/templates': [pages.templates],
  '/programs': [pages.programs],
  '/setup': [pages.setup],
};
