/** The access that the application was started with, for what needs connections of its own (listening, jobs). */
export const DATABASE_ACCESS = Symbol('database access');
