const FRAME_ID = 'print-frame'

/**
 * Opens the browser's print dialog on a PDF of this server, without leaving the page.
 * @returns false when this browser cannot print an embedded PDF: it is then opened in a new tab.
 */
export async function printFile(url: string): Promise<boolean> {
  if (!navigator.pdfViewerEnabled) return openInTab(url)
  const frame = await loadFrame(url)
  try {
    frame.contentWindow?.focus()
    frame.contentWindow?.print()
    return true
  } catch {
    // Firefox shows PDFs from an origin of its own, which may not be told to print.
    return openInTab(url)
  }
}

function loadFrame(url: string): Promise<HTMLIFrameElement> {
  document.getElementById(FRAME_ID)?.remove()
  const frame = document.createElement('iframe')
  frame.id = FRAME_ID
  frame.title = 'PDF'
  frame.className = 'print-frame'
  // Out of sight, but drawn: a frame that is not displayed prints blank.
  Object.assign(frame.style, {
    position: 'fixed',
    right: '0',
    bottom: '0',
    width: '1px',
    height: '1px',
    border: '0',
  })
  frame.setAttribute('aria-hidden', 'true')
  frame.tabIndex = -1
  return new Promise((resolve, reject) => {
    frame.addEventListener('load', () => resolve(frame), { once: true })
    frame.addEventListener('error', () => reject(new Error(url)), { once: true })
    frame.src = url
    document.body.append(frame)
  })
}

function openInTab(url: string): boolean {
  window.open(url, '_blank', 'noopener')
  return false
}
