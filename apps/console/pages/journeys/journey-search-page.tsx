import { useNavigate } from 'react-router';
import { ActPage, textOf } from '../forms/act-page';
import { TextField } from '../forms/fields';

export function JourneySearchPage() {
  const navigate = useNavigate();
  return (
    <ActPage
      title="Follow a referral"
      button="Show its journey"
      required={{ id: 'Enter a referral id or a correlation id' }}
      act={async (form) => {
        await navigate(`/journeys/${encodeURIComponent(textOf(form.get('id')))}`);
      }}
    >
      <TextField
        name="id"
        label="Referral id or correlation id"
        hint="The correlation id is the sender’s X-Correlation-Id, or the one the hub gave its message."
        autoComplete="off"
      />
    </ActPage>
  );
}
