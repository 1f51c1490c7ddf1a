import { z } from 'zod';

// Zod would try out `new Function`, which the content security policy refuses and reports. Imported before any schema.
z.config({ jitless: true });
