import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = 'http://127.0.0.1:3000';

export default defineConfig({
  root: 'src/console',
  base: '/',
  // Static files lie in public/ beside the built console; the server gives both.
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: '../../public/console',
    emptyOutDir: true,
    // The server's content security policy allows no data: address for fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What many screens share comes in a few files, not in one for each icon.
          includeDependenciesRecursively: false,
          groups: [
            { name: 'icons', test: /@tabler[\\/]icons-react/ },
            { name: 'matters', test: /console[\\/]components[\\/](matters|versions)[\\/]/ },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': server, '/socket.io': { target: server, ws: true } },
  },
});
