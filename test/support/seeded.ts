export { seeded, seedOfRun } from '@concordat/testing';
