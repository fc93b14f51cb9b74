import { sql } from 'kysely'
import { TIME_ZONE } from '#domain/time-zone.ts'

/** The zone of the days and times that the database tells: `at time zone ${ZONE}`. */
export const ZONE = sql.lit(TIME_ZONE)
