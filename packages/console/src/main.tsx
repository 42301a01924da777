import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './styles.css';
import { chosenTheme, showTheme } from './theme.ts';

const place = document.getElementById('console');
if (!place) throw new Error('index.html has no place for the console.');
showTheme(chosenTheme());
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
