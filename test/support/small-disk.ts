import { execFileSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A disk of a few megabytes in memory, to be filled. */
export interface SmallDisk {
  /** Leaves no byte free. */
  fill(): Promise<void>;
  /** Frees what {@link fill} took. */
  free(): Promise<void>;
  unmount(): void;
}

/** Mounts a small disk on a folder, or says why not: only an administrator of a Linux machine may. */
export async function mountSmallDisk(folder: string, megabytes: number): Promise<SmallDisk | string> {
  await mkdir(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'concordat-test', folder], {
      stdio: 'pipe',
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  await chmod(folder, 0o755);
  const ballast = path.join(folder, 'ballast');
  return {
    fill: async () => {
      // Whole pages first, then the rest byte by byte as far as the disk takes them.
      const { bavail, bsize } = statfsSync(folder);
      await writeFile(ballast, Buffer.alloc(bavail * bsize)).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      });
    },
    free: () => rm(ballast, { force: true }),
    unmount: () => void execFileSync('umount', [folder], { stdio: 'pipe' }),
  };
}
