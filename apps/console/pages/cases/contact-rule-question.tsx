import { ActPage, textOf } from '../forms/act-page';
import { TextArea } from '../forms/fields';
import type { Case } from '../hub/shapes';
import { ContactRuleWarning } from './warnings/contact-rule-warning';

interface ContactRuleQuestionProps {
  readonly shown: Case;
  readonly onReason: (reason: string) => void;
}

/** Interrupts an act that would reach a person whom nobody may contact just like that: the rule, and why it is done all the same. */
export function ContactRuleQuestion({ shown, onReason }: ContactRuleQuestionProps) {
  return (
    <ActPage
      title="Stop: may you contact this person?"
      caption={shown.person ? `${shown.person.name.text}, ${shown.reference}` : shown.reference}
      back={{ to: `/cases/${shown.id}`, text: 'Back to the case' }}
      button="Continue"
      required={{ despiteContactRule: 'Say why you may, or go back to the case' }}
      act={(form) => {
        onReason(textOf(form.get('despiteContactRule')));
        return Promise.resolve();
      }}
    >
      <div className="console-warnings">
        <ContactRuleWarning rule={shown.contactRule} />
      </div>
      <TextArea
        name="despiteContactRule"
        label="Why may you do this all the same?"
        hint="As in: the referrer said on the phone today that you may ring. It is kept on the case."
      />
    </ActPage>
  );
}
