export * from '@concordat/testing';
