package report

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// parts gathers the parts of a workbook as they come, in any order and compressed at once, and packs them in the order of their names: the same
// parts give the same file.
type parts struct {
	out  io.Writer
	done []*zipPart
}

// zipPart is one file within the workbook.
type zipPart struct {
	name   string
	packed bytes.Buffer
	flate  *flate.Writer
	sum    hash.Hash32
	size   uint64
	held   []byte
}

// mended says what the library writes otherwise than it should stand in the file. None of it can come from a text of the report, in which quotes and
// angles are escaped.
var mended = [][2]string{
	// A sheet that is written row by row declares the prefix of a relationship at each use. That is right, but every other producer uses the one
	// that the sheet has declared at its head, and not every reader may be ready for more.
	{`xmlns:relationships="http://schemas.openxmlformats.org/officeDocument/2006/relationships" relationships:`, "r:"},
	// The height of a row is a guess: where somebody changes a text in it, the row is to grow with it.
	{` customHeight="1"`, ""},
	// A ref such as 1.10 and a date such as 2023 are texts on purpose: no mark beside each cell that it could be a number.
	{`</headerFooter><tableParts`, `</headerFooter><ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors><tableParts`},
}

// declaredImages are the kinds of picture that the library declares beside a chart, in any order, whether the file has pictures or not. It has none.
var declaredImages = regexp.MustCompile(`<Default Extension="\w+" ContentType="image/[^"<>]*"></Default>`)

// longestMended is how much of a part must be at hand to find what is to be mended in it.
const longestMended = 128

// Create begins the next part; the one before is complete.
func (p *parts) Create(name string) (io.Writer, error) {
	if err := p.complete(); err != nil {
		return nil, err
	}
	next := &zipPart{name: name, sum: crc32.NewIEEE()}
	var err error
	next.flate, err = flate.NewWriter(&next.packed, flate.DefaultCompression)
	p.done = append(p.done, next)
	return next, err
}

// AddFS is not needed: a workbook is not made from a folder.
func (p *parts) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close packs the parts; the list of contents comes first, as readers expect.
func (p *parts) Close() error {
	if err := p.complete(); err != nil {
		return err
	}
	slices.SortFunc(p.done, func(a, b *zipPart) int { return strings.Compare(a.name, b.name) })
	z := zip.NewWriter(p.out)
	for _, f := range p.done {
		w, err := z.CreateRaw(&zip.FileHeader{Name: f.name, Method: zip.Deflate, CRC32: f.sum.Sum32(),
			CompressedSize64: uint64(f.packed.Len()), UncompressedSize64: f.size})
		if err != nil {
			return err
		}
		if _, err := f.packed.WriteTo(w); err != nil {
			return err
		}
	}
	return z.Close()
}

// complete finishes the last part begun.
func (p *parts) complete() error {
	if len(p.done) == 0 {
		return nil
	}
	last := p.done[len(p.done)-1]
	if last.flate == nil {
		return nil
	}
	if err := last.add(last.held); err != nil {
		return err
	}
	err := last.flate.Close()
	last.flate, last.held = nil, nil
	return err
}

// Write takes more of the part, in pieces: sheets come whole, and are large.
func (f *zipPart) Write(b []byte) (int, error) {
	for piece := range slices.Chunk(b, 1<<16) {
		if err := f.mend(piece); err != nil {
			return 0, err
		}
	}
	return len(b), nil
}

// mend takes a piece. As much as could be the beginning of what is to be mended waits for what follows.
func (f *zipPart) mend(piece []byte) error {
	f.held = append(f.held, piece...)
	for _, m := range mended {
		if from := []byte(m[0]); bytes.Contains(f.held, from) {
			f.held = bytes.ReplaceAll(f.held, from, []byte(m[1]))
		}
	}
	if f.name == "[Content_Types].xml" {
		f.held = declaredImages.ReplaceAll(f.held, nil)
	}
	ready := max(0, len(f.held)-longestMended)
	err := f.add(f.held[:ready])
	f.held = append(f.held[:0], f.held[ready:]...)
	return err
}

func (f *zipPart) add(b []byte) error {
	f.size += uint64(len(b))
	f.sum.Write(b)
	_, err := f.flate.Write(b)
	return err
}
