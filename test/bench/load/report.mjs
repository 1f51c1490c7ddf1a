/** Runs a load with the plan its parent sends, reports what it found, and ends. */
export function onPlan(run) {
  process.once('message', (plan) => {
    run(plan).then(
      (found) => process.send({ at: 'done', ...found }, () => process.disconnect()),
      (error) =>
        process.send({ at: 'failed', error: String(error?.stack ?? error) }, () => process.disconnect()),
    );
  });
  process.on('disconnect', () => process.exit(0));
}

/** Tells the parent where the load is. */
export const say = (at) => process.send({ at });
