import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { changedRoles, invited, link, newUser, roleGrants, user, userList } from './contract.ts'

export const fetchUsers = endpoint({
  method: 'get',
  path: '/api/users',
  capability: 'manage-users',
  companies: 'none',
  tags: ['Utilisateurs'],
  summary: 'People and their roles in the companies one administers',
  answer: userList,
})

export const inviteUser = endpoint({
  method: 'post',
  path: '/api/users',
  capability: 'manage-users',
  companies: 'none',
  isGrave: true,
  tags: ['Utilisateurs'],
  summary: 'Invites someone, and gives the link to hand over',
  body: newUser,
  answer: invited,
})

export const saveRoles = endpoint({
  method: 'put',
  path: '/api/users/{id}/roles',
  capability: 'manage-users',
  companies: 'none',
  isGrave: true,
  tags: ['Utilisateurs'],
  summary: 'Replaces the roles of a person in the companies one administers',
  params: z.object({ id: z.string().max(100) }),
  body: roleGrants,
  answer: changedRoles,
})

export const createUserLink = endpoint({
  method: 'post',
  path: '/api/users/{id}/links',
  capability: 'manage-users',
  companies: 'none',
  isGrave: true,
  tags: ['Utilisateurs'],
  summary: 'A link by which the person chooses a password',
  params: z.object({ id: z.string().max(100) }),
  answer: link,
})

export const deactivateUser = endpoint({
  method: 'post',
  path: '/api/users/{id}/deactivation',
  capability: 'manage-users',
  companies: 'none',
  isGrave: true,
  tags: ['Utilisateurs'],
  summary: 'Nobody signs in as this person any more; what they did stays',
  params: z.object({ id: z.string().max(100) }),
  answer: user,
})

export const reactivateUser = endpoint({
  method: 'delete',
  path: '/api/users/{id}/deactivation',
  capability: 'manage-users',
  companies: 'none',
  isGrave: true,
  tags: ['Utilisateurs'],
  summary: 'Lets the person sign in again',
  params: z.object({ id: z.string().max(100) }),
  answer: user,
})

export const removeUserFactor = endpoint({
  method: 'delete',
  path: '/api/users/{id}/second-factor',
  capability: 'manage-users',
  companies: 'none',
  isGrave: true,
  tags: ['Utilisateurs'],
  summary: 'Removes the second factor of a person who has lost it',
  params: z.object({ id: z.string().max(100) }),
  answer: user,
})
