import i18next from 'i18next'
import { type ApiError, refusal, unreachable } from './request.ts'

/**
 * Sends a file as it is, telling how much has left (0 to 1): a ledger can weigh hundreds of
 * megabytes, and fetch tells nothing of an upload under way.
 * @throws ApiError
 */
export function uploadFile<T>(path: string, file: File, onProgress: (sent: number) => void): Promise<T> {
  return new Promise((resolve, reject: (error: ApiError) => void) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('accept-language', i18next.language)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onerror = () => reject(unreachable())
    request.onload = () => {
      if (request.status < 400) resolve(JSON.parse(request.responseText) as T)
      else reject(refusal(request.status, request.responseText))
    }
    request.send(file)
  })
}
