import * as z from 'zod';
import { mountView } from './mount.tsx';
import type { WebviewApi } from './connection.ts';

declare function acquireVsCodeApi(): WebviewApi;

// Zod would try whether it may compile code, which the CSP reports as a violation.
z.config({ jitless: true });
mountView(document.querySelector<HTMLElement>('#root') ?? document.body, acquireVsCodeApi());
