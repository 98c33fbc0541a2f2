import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/**
 * NHS.UK frontend names a font that only NHS sites may use and that would be fetched from elsewhere: the fallback (Arial)
 * is used. Its pictures are named from the site's root: they are taken from the package.
 */
const selfContained: Plugin = {
  name: 'self-contained-nhsuk-frontend',
  enforce: 'pre',
  transform: (code, id) =>
    id.endsWith('nhsuk-frontend.css')
      ? code
          .replaceAll(/@font-face\s*\{[^}]*\}/g, '')
          .replaceAll('url(/assets/', 'url(./assets/')
          .replaceAll('url("/assets/', 'url("./assets/')
      : undefined,
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [selfContained, react()],
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    // Vite 8 cannot minify the CSS of nhsuk-frontend.
    cssMinify: false,
    // A data: URL would need a wider content security policy.
    assetsInlineLimit: 0,
  },
});
