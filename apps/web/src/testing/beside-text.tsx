import type { SectionView } from '@concordat/contracts';
import type { ComponentType } from 'react';
import { EditorPlaceContext } from '../editor/editor-place.js';
import { defineFeature, type Feature } from '../platform/feature.js';
import { ids } from './builders.js';

/** What {@link besideText} takes. */
interface BesideText {
  readonly feature: Feature;
  readonly section: SectionView;
  /** The panel in sight, by its id. */
  readonly panel: string;
  readonly component: ComponentType;
  readonly path?: `/${string}`;
}

/** A screen that shows a panel beside a text that is still being opened. */
export const besideText = ({ feature, section, panel, component: Panel, path = '/panel' }: BesideText) =>
  defineFeature({
    ...feature,
    screens: [
      {
        path,
        title: 'panel.label',
        load: () =>
          Promise.resolve(() => (
            <EditorPlaceContext
              value={{
                proposalId: ids.proposal,
                section,
                editor: null,
                mode: 'edit',
                right: 'edit',
                view: 'markup',
                showView: () => undefined,
                panel,
                openPanel: () => undefined,
              }}
            >
              <Panel />
            </EditorPlaceContext>
          )),
      },
    ],
  });
