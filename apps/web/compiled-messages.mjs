import compile from 'icu-minify/compile';
import { runnerImport } from 'vite';

/** Files that hold messages. What they call `messages` is read while building; other names are ingredients of it. */
const messageFile = /\.en\.ts$/;

/** Reads every message of a file; a mistake in one names its key and ends the build. */
function compiled(file, messages) {
  const read = ([key, message]) => {
    try {
      return [key, compile(message)];
    } catch (cause) {
      throw new Error(`${file}: '${key}' is no ICU message: ${message}`, { cause });
    }
  };
  return Object.fromEntries(Object.entries(messages).map(read));
}

/** Pages fill messages and never read them: the reader of ICU would be a twentieth of what every page loads. */
export const compiledMessages = {
  name: 'compiled-messages',
  enforce: 'pre',
  load: {
    filter: { id: messageFile },
    async handler(id) {
      const { module, dependencies } = await runnerImport(id, { configFile: false, logLevel: 'error' });
      if (module.messages === undefined) return null;
      dependencies.forEach((file) => this.addWatchFile(file));
      return `export const messages = ${JSON.stringify(compiled(id, module.messages))};`;
    },
  },
};
