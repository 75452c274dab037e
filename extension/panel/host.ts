import type { ExtensionContext, LogOutputChannel } from 'vscode';
import { commands, Uri, ViewColumn, window } from 'vscode';
import type { Ends } from '../signal.ts';
import type { ToView } from './protocol.ts';
import { receive } from './receive.ts';
import type { Simulations } from './simulations.ts';
import { panelState } from './state.ts';
import type { Frame, Surface } from './surface.ts';
import { openSurface } from './surface.ts';

const viewId = 'handoff.simulation';
const panelType = 'handoff.simulationPanel';

/** The panel wherever it is: as a view in the side bar, beside the editor, or both. */
export interface PanelHost {
  /** Brings one of them to the screen: the one beside the editor where it is open. */
  show(options: { takeFocus: boolean }): Promise<void>;
  /** Opens the one beside the editor, or brings it to the front. */
  openToSide(): void;
  /** Whether a person sees one of them. */
  readonly isVisible: boolean;
  /** Has the view show the decisions of one rule, as soon as it can. */
  showDecisions(message: Extract<ToView, { type: 'showDecisions' }>): Promise<void>;
}

/** A tab shows an icon as it is, so that each kind of theme needs one of its own. */
function tabIcon({ extensionUri }: ExtensionContext): { light: Uri; dark: Uri } {
  const of = (theme: string): Uri =>
    Uri.joinPath(extensionUri, `extension/media/simulation-${theme}.svg`);
  return { light: of('light'), dark: of('dark') };
}

export function createPanelHost(
  context: ExtensionContext,
  simulations: Simulations,
  log: LogOutputChannel,
): PanelHost {
  const dist = Uri.joinPath(context.extensionUri, 'dist');
  const surfaces = new Set<Surface>();
  let panel: ReturnType<typeof window.createWebviewPanel> | undefined;
  let inPanel: Surface | undefined;
  let inSideBar: Surface | undefined;
  let waiting: ToView | undefined;

  /** Passes on what was asked of the view; whoever was brought to the screen for it has to hear it. */
  const passOn = (surface: Surface): void => {
    if (waiting) surface.post(waiting);
    if (surface === (panel ? inPanel : inSideBar)) waiting = undefined;
  };

  /** The state first, so that what was asked of the view meanwhile finds its run there. */
  const greet = (surface: Surface): void => {
    surface.post({ type: 'state', state: panelState(simulations.model) });
    passOn(surface);
  };

  const add = (frame: Frame): Surface => {
    const shown = simulations.shownBy();
    const surface = openSurface(frame, dist, log, (message, from) => {
      if (message.type === 'ready') greet(from);
      else void receive(message, from, simulations, log);
    });
    surfaces.add(surface);
    frame.onDidDispose(() => {
      surfaces.delete(surface);
      surface.dispose();
      shown.dispose();
    });
    return surface;
  };

  const adopt = (opened: NonNullable<typeof panel>): void => {
    // A window that is reloaded while a person opens a panel brings a second one back.
    panel?.dispose();
    panel = opened;
    panel.iconPath = tabIcon(context);
    panel.onDidDispose(() => {
      if (panel === opened) panel = undefined;
    });
    inPanel = add({
      webview: opened.webview,
      get visible() {
        return opened.visible;
      },
      onHiddenOrShown: opened.onDidChangeViewState,
      onDidDispose: opened.onDidDispose,
    });
  };

  const show: PanelHost['show'] = async ({ takeFocus }) => {
    if (panel) panel.reveal(undefined, !takeFocus);
    else await commands.executeCommand(`${viewId}.focus`, { preserveFocus: !takeFocus });
  };

  const listening: Ends[] = [
    window.registerWebviewViewProvider(viewId, {
      resolveWebviewView: (view) => {
        inSideBar = add({
          webview: view.webview,
          get visible() {
            return view.visible;
          },
          onHiddenOrShown: view.onDidChangeVisibility,
          onDidDispose: view.onDidDispose,
        });
      },
    }),
    window.registerWebviewPanelSerializer(panelType, {
      deserializeWebviewPanel: (opened) => Promise.resolve(adopt(opened)),
    }),
    simulations.onChange((model) => {
      const state = panelState(model);
      for (const surface of surfaces) if (surface.isReady) surface.post({ type: 'state', state });
    }),
  ];
  context.subscriptions.push(...listening);

  return {
    show,
    openToSide: () => {
      if (panel) return panel.reveal();
      const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
      adopt(window.createWebviewPanel(panelType, 'Simulation', column));
    },
    get isVisible() {
      return [...surfaces].some(({ isVisible }) => isVisible);
    },
    showDecisions: async (message) => {
      waiting = message;
      await show({ takeFocus: true });
      for (const surface of surfaces) if (surface.isReady) passOn(surface);
    },
  };
}
