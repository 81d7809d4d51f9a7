import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { registerOffline } from './offline/register.ts';
import './styles/identity.css';
import './styles/parts.css';
import './styles/shell.css';

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App />);
registerOffline();
