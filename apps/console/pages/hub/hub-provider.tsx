import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { useSession } from '../session/session-provider';
import { Hub } from './hub';

const HubContext = createContext<Hub | undefined>(undefined);

export function useHub(): Hub {
  const hub = useContext(HubContext);
  if (!hub) throw new Error('useHub stands outside of HubProvider');
  return hub;
}

export function HubProvider({ children }: { children: ReactNode }) {
  const { user, end } = useSession();
  const hub = useMemo(() => new Hub(() => user?.access_token, end), [user, end]);
  return <HubContext value={hub}>{children}</HubContext>;
}
