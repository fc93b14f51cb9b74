/** Pourquoi une image ne peut pas être imprimée sur les lettres, et que faire. */
export const images = {
  'readers.image-too-heavy':
    'L’image pèse {size} ko ; la limite est de {max} ko. Réduisez-la, ou enregistrez-la en JPEG.',
  'readers.image-too-large':
    'L’image mesure {width} × {height} points ; la limite est de {max} de côté et 8 millions en tout. Réduisez-la.',
  'readers.image-unknown-type':
    'Ce fichier n’est ni un PNG, ni un JPEG, ni un SVG. Choisissez une de ces images.',
  'readers.image-damaged': 'L’image est abîmée ou coupée. Enregistrez-la de nouveau, puis recommencez.',
  'readers.image-cmyk':
    'L’image est en couleurs d’imprimerie (CMJN), que les archives PDF/A refusent. Enregistrez-la en couleurs RVB.',
  'readers.image-not-printable':
    'Cette image n’a pas pu être imprimée sur une lettre d’essai. Enregistrez-la en PNG, puis recommencez.',
  'readers.svg-malformed':
    'Ce dessin SVG est mal formé. Enregistrez-le de nouveau depuis le logiciel de dessin.',
  'readers.svg-entities':
    'Ce dessin SVG déclare des entités, ce qui est interdit. Enregistrez-le en « SVG simple » ou en PNG.',
  'readers.svg-too-complex': 'Ce dessin SVG est trop complexe. Simplifiez-le, ou enregistrez-le en PNG.',
  'readers.svg-no-size':
    'Ce dessin SVG ne dit pas ses dimensions. Enregistrez-le avec une largeur et une hauteur, ou en PNG.',
} as const
