import { sql } from 'kysely'

/** The zone of the days and times that the database tells, as `withScope` sets it: `at time zone ${ZONE}`. */
export const ZONE = sql`current_setting('relances.zone')`
