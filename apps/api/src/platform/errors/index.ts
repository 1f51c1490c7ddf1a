export { notFound, Refusal, type RefusalDetails } from './refusal.js';
