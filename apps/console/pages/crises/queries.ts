import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useHub } from '../hub/hub-provider';
import type { Listed, ReferBack, WaitingCrises } from '../hub/shapes';
import { useSession } from '../session/session-provider';

const CASELOAD = '/api/caseload';
const POLL_MS = 20_000;

/** How many crises wait. Asked for again by a timer: it tells of no person, so that no read of a record stands in the audit trail. */
export function useWaitingCrises(): UseQueryResult<WaitingCrises> {
  const hub = useHub();
  const { may } = useSession();
  return useQuery({
    queryKey: ['crises', 'waiting'],
    queryFn: () => hub.get<WaitingCrises>(`${CASELOAD}/refer-backs/waiting`),
    enabled: may('see-crises'),
    refetchInterval: POLL_MS,
  });
}

/** The crises that no clinician has acknowledged, those that have waited longest first; read anew when their number changes. */
export function useCrises(waiting: number | undefined): UseQueryResult<Listed<ReferBack>> {
  const hub = useHub();
  return useQuery({
    queryKey: ['crises', 'list', waiting],
    queryFn: () => hub.get<Listed<ReferBack>>(`${CASELOAD}/refer-backs?acknowledged=false&limit=50`),
    placeholderData: (before) => before,
  });
}

/** All crises of a case, also those of the past. */
export function useCrisesOf(caseId: string): UseQueryResult<Pick<Listed<ReferBack>, 'items'>> {
  const hub = useHub();
  return useQuery({
    queryKey: ['crises', 'case', caseId],
    queryFn: () => hub.get<Pick<Listed<ReferBack>, 'items'>>(`${CASELOAD}/cases/${caseId}/refer-backs`),
  });
}

export function useCrisis(caseId: string, id: string): UseQueryResult<ReferBack> {
  const hub = useHub();
  return useQuery({
    queryKey: ['crises', 'one', id],
    queryFn: () => hub.get<ReferBack>(`${CASELOAD}/cases/${caseId}/refer-backs/${id}`),
  });
}

export function useAcknowledge(): (crisis: Pick<ReferBack, 'id' | 'caseId'>) => Promise<void> {
  const hub = useHub();
  const queries = useQueryClient();
  return async ({ id, caseId }) => {
    try {
      await hub.post(`${CASELOAD}/cases/${caseId}/refer-backs/${id}/acknowledge`, {});
    } finally {
      // Also when another clinician was quicker.
      await queries.invalidateQueries({ queryKey: ['crises'] });
    }
  };
}
