import { zodResolver } from '@hookform/resolvers/zod';
import { useCallback, useEffect, useRef, useState, type ReactElement } from 'react';
import {
  Controller,
  get,
  useForm,
  type Control,
  type DefaultValues,
  type FieldPath,
  type FieldPathValue,
  type FieldValues,
  type UseFormReturn,
} from 'react-hook-form';
import type { z } from 'zod';
import { RefusalError } from './refusal-error.js';

/** A schema of the contracts that describes an object of fields. */
export type FormSchema = z.ZodType<FieldValues, FieldValues>;

/** What a form does with what was filled in. */
export interface ContractFormOptions<S extends FormSchema, R> {
  /** Every field has a first value, or React cannot control it. */
  readonly defaultValues: DefaultValues<z.input<S>>;
  /** Sends the parsed values; a {@link RefusalError} goes to the fields it names. */
  readonly send: (values: z.output<S>) => Promise<R>;
  /** After the server took it. The form counts as saved by then, so leaving is free. */
  readonly onSent?: (result: R, values: z.output<S>) => void;
}

/** A form whose rules are those of the contract. */
export interface ContractForm<S extends FormSchema> {
  readonly form: UseFormReturn<z.input<S>, unknown, z.output<S>>;
  readonly control: Control<z.input<S>, unknown, z.output<S>>;
  /** For `<form onSubmit>`. */
  readonly submit: (event?: React.BaseSyntheticEvent) => Promise<void>;
  readonly isSending: boolean;
  /** A refusal that no field carries; shown with {@link RefusalBanner}. */
  readonly refusal: RefusalError | null;
  /** Whether something was changed that the server does not have; for {@link UnsavedGuard}. */
  readonly isUnsaved: () => boolean;
}

/** Makes a form from a schema of the contracts: same rules as the server's, whose refusals come back to the fields. */
export function useContractForm<S extends FormSchema, R>(
  schema: S,
  { defaultValues, send, onSent }: ContractFormOptions<S, R>,
): ContractForm<S> {
  const form = useForm<z.input<S>, unknown, z.output<S>>({
    resolver: zodResolver(schema),
    defaultValues,
    shouldFocusError: true,
  });
  const [refusal, setRefusal] = useState<RefusalError | null>(null);
  const unsaved = useRef(false);
  const { isDirty, isSubmitting } = form.formState;
  useEffect(() => {
    unsaved.current = isDirty;
  }, [isDirty]);

  const submit = form.handleSubmit(async (values) => {
    setRefusal(null);
    let result: R;
    try {
      result = await send(values);
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      setRefusal(carryToFields(form, error) ? null : error);
      return;
    }
    unsaved.current = false;
    form.reset(form.getValues());
    onSent?.(result, values);
  });

  const isUnsaved = useCallback(() => unsaved.current, []);
  return { form, control: form.control, submit, isSending: isSubmitting, refusal, isUnsaved };
}

/**
 * Puts what the server says about fields at their controls, the first of them in focus. Answers whether every word of
 * the refusal found a field; otherwise the form as a whole has to show it.
 */
export function carryToFields<I extends FieldValues, O>(
  form: UseFormReturn<I, unknown, O>,
  refusal: RefusalError,
): boolean {
  const entries = Object.entries(refusal.fields);
  const known = entries.filter(([path]) => get(form.getValues(), path) !== undefined);
  for (const [index, [path, message]] of known.entries())
    form.setError(path as FieldPath<I>, { type: refusal.code, message }, { shouldFocus: index === 0 });
  return entries.length > 0 && known.length === entries.length;
}

/** What a control of the design system takes from the form. */
export interface BoundField<V> {
  readonly name: string;
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly onBlur: () => void;
  readonly ref: (instance: unknown) => void;
  readonly errorMessage?: string;
}

/** What a {@link FormField} takes. */
export interface FormFieldProps<I extends FieldValues, N extends FieldPath<I>, O> {
  readonly control: Control<I, unknown, O>;
  readonly name: N;
  /** Renders the control: `{(field) => <TextField label={...} {...field} />}`. */
  readonly children: (field: BoundField<FieldPathValue<I, N>>) => ReactElement;
}

/** Ties a field of the contract to a control of the design system. */
export function FormField<I extends FieldValues, N extends FieldPath<I>, O>({
  control,
  name,
  children,
}: FormFieldProps<I, N, O>) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState }) => {
        const message = fieldState.error?.message ?? firstOf(fieldState.error);
        return children({
          name: field.name,
          value: field.value,
          onChange: field.onChange,
          onBlur: field.onBlur,
          ref: field.ref,
          ...(message === undefined ? {} : { errorMessage: message }),
        });
      }}
    />
  );
}

/** The first message inside a list or an object of which only a part is wrong. */
function firstOf(error: unknown): string | undefined {
  for (const each of Object.values((error ?? {}) as Record<string, { message?: unknown } | undefined>))
    if (typeof each?.message === 'string') return each.message;
  return undefined;
}
