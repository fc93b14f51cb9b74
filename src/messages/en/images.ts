/** Why an image cannot be printed on letters, and what to do. */
export const images = {
  'readers.image-too-heavy':
    'The image weighs {size} kB; the limit is {max} kB. Make it smaller, or save it as JPEG.',
  'readers.image-too-large':
    'The image measures {width} × {height} pixels; the limit is {max} a side and 8 million in all. Make it smaller.',
  'readers.image-unknown-type': 'This file is neither a PNG, a JPEG nor an SVG. Choose one of these images.',
  'readers.image-damaged': 'The image is damaged or cut short. Save it again, then try once more.',
  'readers.image-cmyk':
    'The image is in printing colours (CMYK), which PDF/A archives refuse. Save it in RGB colours.',
  'readers.image-not-printable':
    'This image could not be printed on a trial letter. Save it as PNG, then try once more.',
  'readers.svg-malformed': 'This SVG drawing is malformed. Save it again from the drawing program.',
  'readers.svg-entities':
    'This SVG drawing declares entities, which is forbidden. Save it as “plain SVG” or as PNG.',
  'readers.svg-too-complex': 'This SVG drawing is too complex. Simplify it, or save it as PNG.',
  'readers.svg-no-size':
    'This SVG drawing does not say its size. Save it with a width and a height, or as PNG.',
} as const
