/** 7 cm at 450 dots per inch: more than any office printer shows. */
const MAX_SIDE = 1_240
const HEAVY_BYTES = 400 * 1024

/**
 * A photograph or a scan as letters need it: turned the way it was taken, no larger than what prints.
 * Drawings, small images, and what the browser cannot read, go as they are: the server says what it
 * thinks of them.
 */
export async function reduceImage(
  file: File,
): Promise<{ readonly image: Blob; readonly isReduced: boolean }> {
  const asIs = { image: file, isReduced: false }
  if (!/^image\/(png|jpeg)$/.test(file.type)) return asIs
  const bitmap = await createImageBitmap(file).catch(() => null)
  if (!bitmap) return asIs
  const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height))
  const isTurned = file.type === 'image/jpeg'
  if (scale === 1 && !isTurned && file.size <= HEAVY_BYTES) return asIs
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale))
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  const image = await canvas.convertToBlob({ type: file.type, quality: 0.92 })
  return { image, isReduced: scale < 1 }
}
