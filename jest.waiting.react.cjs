// Waiting is for a condition; how long it may take depends on what else the machine does.
require('@testing-library/react').configure({ asyncUtilTimeout: 10_000 });
