import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { RecordsError } from '@homeward/records'
import fc from 'fast-check'
import { importPeople } from './people-import.ts'
import { damaged, damages } from './test-damage.ts'
import { emptyVault } from './test-vault.ts'

const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/${name}`, import.meta.url))
const csv =
  'id,name,الاسم,sex,born,kin,photo\nA1,Zozan,"زوزان ""Zo""",f,1998,sibling: Azad (A2),1.png\nA2,Azad,,m,١٩٩٦,,\n'
const files = new Map([
  ['list.csv', Buffer.from(csv)],
  ['wide.csv', Buffer.from(`\uFEFF${csv}`, 'utf16le')],
  ['openpyxl.xlsx', fixture('openpyxl.xlsx')],
  ['xlsxwriter.xlsx', fixture('xlsxwriter.xlsx')],
  ['records.xml', fixture('pfif/test.pfif-1.4.xml')],
])

test('H2 I46 a damaged table, workbook or PFIF file ends in a receipt that adds up, or in words', async (t) => {
  const records = await emptyVault(t)
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...files), damages, async ([name, bytes], done) => {
      try {
        const receipt = await importPeople(records, damaged(bytes, done), {
          name,
          photoBytes: () => Promise.resolve(null),
          now: new Date('2026-11-22T12:00:00Z'),
        })
        assert.equal(receipt.in, receipt.stored + receipt.added + receipt.same + receipt.refused.length)
        assert.equal(receipt.people.length, receipt.stored)
      } catch (error) {
        if (!(error instanceof RecordsError)) throw error
        assert.match(error.message, /\.$/u)
      }
    }),
    { numRuns: 250 },
  )
})
