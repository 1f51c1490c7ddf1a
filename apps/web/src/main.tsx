import './platform/zod-setup.js';
import '@concordat/ui/styles.css';
import { createRoot } from 'react-dom/client';
import { featureFiles } from './platform/environment.js';
import { makeQueryClient } from './platform/query.js';
import { App } from './shell/app.js';
import { featuresOf, registryOf } from './shell/registry.js';
import { makeRouter, reportBug } from './shell/router.js';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the application.');

const registry = registryOf(featuresOf(featureFiles));
const client = makeQueryClient();
createRoot(root, { onCaughtError: reportBug }).render(
  <App registry={registry} client={client} router={makeRouter(registry, client)} />,
);
