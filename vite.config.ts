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
    chunkSizeWarningLimit: 1200,
  },
  server: {
    port: 5173,
    proxy: { '/api': server, '/socket.io': { target: server, ws: true } },
  },
});
