import type { Customer } from "#domain/model/customer.ts";
import { api } from "../api/api-hooks.ts";
import { TypedConfirmationDialog } from "../ui/dialog/typed-confirmation-dialog.tsx";
import { strings } from "../strings.ts";

const text = strings.erase;

interface EraseCustomerDialogProps {
  customer: Customer;
  onErased: () => void;
  onClose: () => void;
}

/** Shows how much data a customer has, and erases it. */
export function EraseCustomerDialog({ customer: { id, name }, onErased, onClose }: EraseCustomerDialogProps) {
  const { data } = api.privacy.ofCustomer.useQuery({ customerId: id });
  const { mutate, isPending, isError } = api.privacy.eraseCustomer.useMutation({
    onSuccess() {
      onClose();
      onErased();
    },
  });
  return (
    <TypedConfirmationDialog
      title={text.title(name)}
      word={text.word}
      strings={text}
      problem={isError ? text.failed : null}
      isWorking={isPending}
      onConfirm={() => mutate({ customerId: id })}
      onClose={onClose}
    >
      <p className="text-14">
        {`${data === undefined ? text.counting : text.goes(data.chats, data.messages)} ${text.everywhere}`}
      </p>
      <p className="text-14 text-ink-2">{text.backups}</p>
    </TypedConfirmationDialog>
  );
}
