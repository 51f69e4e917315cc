import '@fontsource-variable/inter/index.css';
import './styles/mantine.css';
import './styles/tokens.css';
import './styles/base.css';
import { createTheme, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { queryClient } from './api/query-client.ts';
import { App } from './app.tsx';
import { beginWith } from './begin.ts';

const theme = createTheme({
  primaryColor: 'indigo',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false, multiline: true, maw: 280 } },
    // A menu holds nothing but its items: the placeholder that would take the focus first is none.
    Menu: {
      defaultProps: { shadow: 'md', transitionProps: { duration: 0 }, withInitialFocusPlaceholder: false },
    },
    Modal: { defaultProps: { transitionProps: { duration: 0 } } },
  },
});

beginWith(window.location.pathname);

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element with id "root".');

createRoot(root).render(
  <StrictMode>
    {/* Colours and sizes come from styles/tokens.css: a provider that wrote its own style element would break the strict content security policy. */}
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <BrowserRouter>
          <App />
        </BrowserRouter>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
