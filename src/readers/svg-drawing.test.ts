import { describe, expect, test } from 'vitest'
import { cleanSvg } from './svg-drawing.ts'

const SQUARE = '<rect width="8" height="8" fill="#24479e"/>'

function svg(inside: string, attributes = 'viewBox="0 0 20 10"'): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`
}

function clean(source: string) {
  const drawing = cleanSvg(source)
  if ('code' in drawing) throw new Error(drawing.code)
  return drawing
}

function refusal(source: string): string {
  const drawing = cleanSvg(source)
  return 'code' in drawing ? drawing.code : 'accepted'
}

describe('a logo as drawing programs write them', () => {
  test('keeps shapes, groups, gradients, styles and references to itself', () => {
    const {
      svg: kept,
      width,
      height,
      removed,
    } = clean(
      svg(`<!-- Generator -->
        <metadata><rdf:RDF xmlns:rdf="x"/></metadata><title>Logo</title>
        <style>.cls-1 { fill: url(#a); stroke: none } .st0,.st1{opacity:.5}</style>
        <defs><linearGradient id="a" gradientUnits="userSpaceOnUse"><stop offset="0" stop-color="#fff"/></linearGradient>
        <g id="curly-image"><path class="cls-1" d="M0 0l1,-2.5e3z" transform="translate(1 2) scale(.5)"/></g></defs>
        <use xlink:href="#curly-image"/><g style="fill:rgb(10%, 20%, 0%);font-family:Arial">${SQUARE}</g>`),
    )
    expect(removed).toEqual([])
    expect([width, height]).toEqual([1000, 500])
    for (const part of [
      '.cls-1{fill:url(#a);stroke:none}.st0,.st1{opacity:.5}',
      '<path class="cls-1" d="M0 0l1,-2.5e3z" transform="translate(1 2) scale(.5)"></path>',
      '<use xlink:href="#curly-image"></use>',
      'style="fill:rgb(10%, 20%, 0%)"',
      'viewBox="0 0 20 10"',
    ])
      expect(kept).toContain(part)
    expect(kept).not.toMatch(/Generator|rdf|Logo|Arial/)
  })

  test('a size in any unit, or a view box, gives its proportions', () => {
    expect(clean(svg(SQUARE, 'width="60mm" height="2cm"'))).toMatchObject({ width: 1000, height: 33 })
    expect(clean(svg(SQUARE, 'width="100%" height="100%" viewBox="0,0,4,8"'))).toMatchObject({ height: 1000 })
    expect(refusal(svg(SQUARE, ''))).toBe('svg-no-size')
  })

  test('a drawing cleaned twice is the same', () => {
    const once = clean(svg(`<switch><g><a xlink:href="https://a.test">${SQUARE}</a></g></switch>`)).svg
    expect(clean(once).svg).toBe(once)
    expect(once).toContain('<g><rect')
  })
})

describe('a hostile drawing', () => {
  test.each([
    ['a script', `<script>alert(1)</script>${SQUARE}`, ['script']],
    ['a script of another prefix', '<svg:script href="x.js"/>', ['script']],
    ['an event', `<g onload="alert(1)">${SQUARE}</g>`, ['onload']],
    ['an event in capitals', '<rect width="1" height="1" OnClick="alert(1)"/>', ['OnClick']],
    [
      'a foreign document',
      '<foreignObject><body xmlns="h"><iframe src="x"/></body></foreignObject>',
      ['foreignObject'],
    ],
    ['an outside image', '<image href="https://a.test/x.png"/>', ['image']],
    ['a file of the machine', '<image xlink:href="file:///etc/passwd"/>', ['image']],
    ['an outside use', '<use href="https://a.test/x.svg#a"/>', ['href']],
    ['a use of data', '<use xlink:href="data:image/svg+xml;base64,PHN2Zy8+#a"/>', ['href']],
    ['a script address', '<a href="javascript:alert(1)"><rect width="1" height="1"/></a>', []],
    ['an outside paint', '<rect width="1" height="1" fill="url(https://a.test/#p)"/>', ['fill']],
    ['an outside paint in a style', '<rect style="fill: url( //a.test/p )"/>', ['fill']],
    ['an escaped paint', '<rect style="fill:u\\72l(//a.test)"/>', ['fill']],
    ['a paint written with entities', '<rect fill="&#117;rl(//a.test)"/>', ['fill']],
    ['an imported style', '<style>@import url(//a.test/a.css);rect{fill:red}</style>', ['style']],
    ['a style that closes itself', '<style><![CDATA[rect{fill:red}</style><script>1</script>]]></style>', []],
    ['an animation', '<rect width="1" height="1"><set attributeName="href" to="x"/></rect>', ['set']],
    ['a text, whose font is elsewhere', '<text x="1" y="2">Logo</text>', ['text']],
    ['a filter', '<filter id="f"><feImage href="//a.test"/></filter>', ['filter']],
    ['a pattern', '<pattern id="p"><image href="x"/></pattern>', ['pattern']],
  ])('%s is taken out', (_, inside, removed) => {
    const drawing = clean(svg(inside))
    expect(drawing.removed).toEqual(removed)
    expect(drawing.svg).not.toMatch(/script|alert|a\.test|passwd|iframe|data:|@import|on\w+=/i)
  })

  test.each([
    ['<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg viewBox="0 0 1 1"/>', 'svg-entities'],
    ['<!DOCTYPE svg SYSTEM "file:///etc/passwd" [ ]><svg viewBox="0 0 1 1"/>', 'svg-entities'],
    ['<svg viewBox="0 0 1 1"><g></svg>', 'svg-malformed'],
    ['<svg viewBox="0 0 1 1"/><svg viewBox="0 0 1 1"/>', 'svg-malformed'],
    ['<g/>', 'svg-malformed'],
    ['', 'svg-malformed'],
  ])('%s is refused', (source, code) => {
    expect(refusal(source)).toBe(code)
  })

  test('the usual DOCTYPE of old programs is left out', () => {
    const doctype =
      '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    expect(clean(`<?xml version="1.0"?>${doctype}${svg(SQUARE)}`).svg).toBe(clean(svg(SQUARE)).svg)
  })

  test('drawings that grow when drawn are refused: thousands of millions of shapes in ten lines', () => {
    const levels = Array.from({ length: 10 }, (_, level) => {
      const uses = '<use href="#l0"/>'.replace('l0', `l${level}`).repeat(10)
      return `<g id="l${level + 1}">${uses}</g>`
    })
    expect(refusal(svg(`<g id="l0">${SQUARE}</g>${levels.join('')}`))).toBe('svg-too-complex')
    expect(refusal(svg('<g id="a"><use href="#a"/></g>'))).toBe('svg-too-complex')
    expect(refusal(svg('<rect/>'.repeat(20_001)))).toBe('svg-too-complex')
    expect(refusal(svg('<g>'.repeat(70) + '</g>'.repeat(70)))).toBe('svg-too-complex')
    expect(refusal(svg('<g>'.repeat(300) + '</g>'.repeat(300)))).toBe('svg-malformed')
  })
})
