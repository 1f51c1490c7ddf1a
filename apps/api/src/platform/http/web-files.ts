import { existsSync } from 'node:fs';
import path from 'node:path';
import express, { type RequestHandler } from 'express';

const ownAddress = /^\/(api|health|collab|assets)(\/|$)/i;

/**
 * The built web application: files whose names carry a hash are kept for a year, everything else is asked for again,
 * and any address of a page gives `index.html`, because the pages live in the browser.
 */
export function webFiles(folder: string): RequestHandler[] {
  const index = path.join(folder, 'index.html');
  const assets = path.join(folder, 'assets') + path.sep;
  const files = express.static(folder, {
    index: false,
    redirect: false,
    dotfiles: 'ignore',
    setHeaders: (response, file: string) => {
      const kept = file.startsWith(assets);
      response.setHeader('cache-control', kept ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const page: RequestHandler = (request, response, next) => {
    const asksForPage = request.method === 'GET' || request.method === 'HEAD';
    if (!asksForPage || ownAddress.test(request.path) || !existsSync(index)) return next();
    response.setHeader('cache-control', 'no-cache');
    response.sendFile(index);
  };
  return [
    (request, response, next) =>
      /^\/(api|health|collab)(\/|$)/i.test(request.path) ? next() : files(request, response, next),
    page,
  ];
}
