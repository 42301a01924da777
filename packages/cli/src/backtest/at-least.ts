import { type AnomalySeverity, anomalySeverities, type Backtest } from '@platen/contract';

/** Without the anomalies that are milder. */
export function atLeast(result: Backtest, least: AnomalySeverity): Backtest {
  const rank = (severity: AnomalySeverity) => anomalySeverities.indexOf(severity);
  return { ...result, anomalies: result.anomalies.filter(({ severity }) => rank(severity) >= rank(least)) };
}
