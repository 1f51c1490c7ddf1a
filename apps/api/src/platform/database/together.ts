type Answering<Asked, Answer> = (asked: readonly Asked[]) => Promise<Answer>;

interface Waiting<Asked, Answer> {
  readonly asked: readonly Asked[];
  readonly resolve: (answer: Answer | PromiseLike<Answer>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets many who ask the same thing about different rows at the same moment ask in one statement. Whoever comes while a
 * statement is under way goes with the next: an answer is never older than its question. Everybody gets the answer
 * about everybody who went along.
 */
export class Together<Asked, Answer> {
  private waiting: Waiting<Asked, Answer>[] = [];
  private isUnderWay = false;

  constructor(private readonly answer: Answering<Asked, Answer>) {}

  ask(asked: readonly Asked[]): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ asked, resolve, reject });
      if (!this.isUnderWay) void this.answerAll();
    });
  }

  private async answerAll(): Promise<void> {
    this.isUnderWay = true;
    while (this.waiting.length > 0) {
      const going = this.waiting;
      this.waiting = [];
      try {
        const answer = await this.answer(going.flatMap(({ asked }) => asked));
        for (const { resolve } of going) resolve(answer);
      } catch (error) {
        for (const { reject } of going) reject(error);
      }
    }
    this.isUnderWay = false;
  }
}
