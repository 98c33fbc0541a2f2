import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { useHub } from '../hub/hub-provider';
import { Problem } from '../hub/problem';
import type { AvoidSetting, Case, CaseSummary, Concern, Listed, Need, Risk, Service, Worker } from '../hub/shapes';

const CASES = '/api/caseload/cases';

// Nothing is asked for again by a timer: each read of a person's record stands in the audit trail. Coming back to the tab asks again.
export function useCases(status: string, cursor: string | null): UseQueryResult<Listed<CaseSummary>> {
  const hub = useHub();
  const query = new URLSearchParams({ limit: '25', ...(status === '' ? {} : { status }), ...(cursor === null ? {} : { cursor }) });
  return useQuery({
    queryKey: ['cases', query.toString()],
    queryFn: () => hub.get<Listed<CaseSummary>>(`${CASES}?${query.toString()}`),
  });
}

/** The case of the page's address. */
export function useCase(): UseQueryResult<Case> {
  const hub = useHub();
  const { id = '' } = useParams();
  return useQuery({ queryKey: ['case', id], queryFn: () => hub.get<Case>(`${CASES}/${id}`) });
}

type Part<T> = UseQueryResult<Pick<Listed<T>, 'items'>>;

/** With whom they are about: a clinician reads them without the case. */
export function useRisks(caseId: string): UseQueryResult<Pick<Listed<Risk>, 'items'> & { reference?: string; name?: string | null }> {
  return usePart<Risk>(caseId, 'risks');
}

export function useNeeds(caseId: string): Part<Need> {
  return usePart<Need>(caseId, 'needs');
}

export function useConcerns(caseId: string): Part<Concern> {
  return usePart<Concern>(caseId, 'safeguarding-concerns');
}

export function useAvoidSettings(caseId: string): Part<AvoidSetting> {
  return usePart<AvoidSetting>(caseId, 'avoid-settings');
}

/** A list that belongs to a case. One that the caller may not read is answered 404, as if there were none: nothing is shown of it. */
function usePart<T>(caseId: string, part: string): Part<T> {
  const hub = useHub();
  return useQuery({
    queryKey: ['case', caseId, part],
    queryFn: async () => {
      try {
        return await hub.get<Pick<Listed<T>, 'items'>>(`${CASES}/${caseId}/${part}`);
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return { items: [] };
        throw error;
      }
    },
  });
}

export function useWorkers(): UseQueryResult<Listed<Worker>> {
  const hub = useHub();
  return useQuery({ queryKey: ['workers'], queryFn: () => hub.get<Listed<Worker>>('/api/caseload/workers?limit=200') });
}

export function useServices(): UseQueryResult<Listed<Service>> {
  const hub = useHub();
  return useQuery({ queryKey: ['services'], queryFn: () => hub.get<Listed<Service>>('/api/caseload/services?status=active&limit=200') });
}

/** Says that a risk is over: a clinician signs it off, a supervisor says why (CL-23). */
export function useLiftRisk(): (caseId: string, risk: Risk, reason: string | undefined) => Promise<void> {
  const hub = useHub();
  const queries = useQueryClient();
  return async (caseId, { id, code }, reason) => {
    const risks = `${CASES}/${caseId}/risks`;
    if (reason === undefined) await hub.post(`${risks}/${id}/sign-off`, {});
    else await hub.post(risks, { code, active: false, note: reason });
    await Promise.all([queries.invalidateQueries({ queryKey: ['case', caseId] }), queries.invalidateQueries({ queryKey: ['cases'] })]);
  };
}

/** Acts on the case of the page's address, as it was when it was shown, and goes back to it with a word of what was done. */
export function useCaseAct(): (shown: Case, act: string, body: object, done: string) => Promise<void> {
  const hub = useHub();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async (shown, act, body, done) => {
    try {
      await hub.post(`${CASES}/${shown.id}/${act}`, body, shown.version);
    } catch (error) {
      if (error instanceof Problem && error.status === 412) await queries.invalidateQueries({ queryKey: ['case', shown.id] });
      throw error;
    }
    await Promise.all([queries.invalidateQueries({ queryKey: ['case', shown.id] }), queries.invalidateQueries({ queryKey: ['cases'] })]);
    await navigate(`/cases/${shown.id}`, { state: { done } });
  };
}
