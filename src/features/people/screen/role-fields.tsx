import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ROLES, type Role } from '#domain/people/capabilities.ts'
import type { RoleGrants, UserList } from '../contract.ts'

interface RoleFieldsProps {
  readonly grants: RoleGrants
  /** Companies whose roles the reader gives, and whether also the one everywhere. */
  readonly list: Pick<UserList, 'companies' | 'givesEverywhere'>
  readonly onChange: (grants: RoleGrants) => void
}

/** A role everywhere, or one in each company. */
export function RoleFields({ grants, list, onChange }: RoleFieldsProps) {
  const { t } = useTranslation()
  const change = (company: string, role: Role | null) => {
    const others = grants.roles.filter((grant) => grant.company !== company)
    onChange({ ...grants, roles: role === null ? others : [...others, { company, role }] })
  }
  return (
    <>
      {list.givesEverywhere ? (
        <RoleSelect
          label={t('people.users.everywhereLabel')}
          none={t('people.users.perCompany')}
          role={grants.roleEverywhere}
          onChange={(roleEverywhere) => onChange({ ...grants, roleEverywhere })}
        />
      ) : null}
      {grants.roleEverywhere === null
        ? list.companies.map((company) => (
            <RoleSelect
              key={company}
              label={t('people.users.inCompany', { company })}
              none={t('people.users.none')}
              role={grants.roles.find((grant) => grant.company === company)?.role ?? null}
              onChange={(role) => change(company, role)}
            />
          ))
        : null}
    </>
  )
}

interface RoleSelectProps {
  readonly label: string
  readonly none: string
  readonly role: Role | null
  readonly onChange: (role: Role | null) => void
}

function RoleSelect({ label, none, role, onChange }: RoleSelectProps) {
  const { t } = useTranslation()
  return (
    <NativeSelect
      label={label}
      value={role ?? ''}
      data={[
        { value: '', label: none },
        ...ROLES.map((name) => ({
          value: name,
          label: `${t(`roles.${name}`)} – ${t(`people.users.what.${name}`)}`,
        })),
      ]}
      onChange={(event) => onChange(ROLES.find((name) => name === event.currentTarget.value) ?? null)}
    />
  )
}
