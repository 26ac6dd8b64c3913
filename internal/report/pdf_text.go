package report

import "strings"

// run is a stretch of text in one style; after it the text goes on with a space.
type run struct {
	text string
	bold bool
	link string
}

func (r run) face() face {
	if r.bold {
		return bold
	}
	return regular
}

// piece is a part of a run on one line, at x from its left end.
type piece struct {
	run
	x, wide float64
}

// textLine is what stands on one line.
type textLine []piece

func (l textLine) width() float64 {
	if len(l) == 0 {
		return 0
	}
	return l[len(l)-1].x + l[len(l)-1].wide
}

// pdfWord is a part of a run between two places where a line may end. Joined says that no space stands before it, breaks that a new line begins.
type pdfWord struct {
	run, from, to  int
	wide           float64
	joined, breaks bool
}

// wrap breaks runs into lines of a width, and adds them to others. A word that is wider than a line is broken inside.
func (s *pdfSheet) wrap(runs []run, size, width float64, lines []textLine) []textLine {
	s.words = s.words[:0]
	for n, r := range runs {
		s.split(n, r, size, width)
	}
	for begin := 0; begin < len(s.words); {
		end, x := begin+1, s.words[begin].wide
		for ; end < len(s.words) && !s.words[end].breaks; end++ {
			w := s.words[end]
			if x += s.gap(runs, w, size) + w.wide; x > width+0.01 {
				break
			}
		}
		lines = append(lines, s.pieces(runs, s.words[begin:end], size))
		begin = end
	}
	return lines
}

// gap is the space before a word that does not begin a line.
func (s *pdfSheet) gap(runs []run, w pdfWord, size float64) float64 {
	if w.joined {
		return 0
	}
	return s.measure.width(" ", runs[w.run].face(), size)
}

// pieces puts the words of a line together again, as far as they are of one run.
func (s *pdfSheet) pieces(runs []run, words []pdfWord, size float64) textLine {
	line := make(textLine, 0, 1+words[len(words)-1].run-words[0].run)
	x, from := 0.0, 0
	for n, w := range words {
		r := runs[w.run]
		gap := 0.0
		if n > 0 {
			gap = s.gap(runs, w, size)
		}
		if n > 0 && w.run == words[n-1].run {
			last := &line[len(line)-1]
			last.text = r.text[from:w.to]
			last.wide += gap + w.wide
		} else {
			from = w.from
			line = append(line, piece{run{r.text[w.from:w.to], r.bold, r.link}, x + gap, w.wide})
		}
		x += gap + w.wide
	}
	return line
}

// split finds the words of a run.
func (s *pdfSheet) split(n int, r run, size, width float64) {
	breaks := false
	for from := 0; from < len(r.text); {
		to := from + wordEnd(r.text[from:])
		s.fit(pdfWord{run: n, from: from, to: to, breaks: breaks, wide: s.measure.width(r.text[from:to], r.face(), size)}, r, size, width)
		breaks = to < len(r.text) && r.text[to] == '\n'
		from = to + 1
	}
}

// wordEnd is where the first word of a text ends; a per cent sign belongs to its number.
func wordEnd(text string) int {
	for n := 0; n < len(text); n++ {
		if text[n] == '\n' || text[n] == ' ' && !strings.HasPrefix(text[n+1:], "%") {
			return n
		}
	}
	return len(text)
}

// fit adds a word, in parts where it is wider than a line. Addresses are best broken after a stroke or the like.
func (s *pdfSheet) fit(w pdfWord, r run, size, width float64) {
	for w.wide > width {
		wide, end, good, goodWide := 0.0, w.from, 0, 0.0
		for n, c := range r.text[w.from:w.to] {
			one := s.measure.width(string(c), r.face(), size)
			if wide+one > width && n > 0 {
				break
			}
			wide += one
			end = w.from + n + len(string(c))
			if strings.ContainsRune("/-._?&=,;:", c) && wide > width/3 {
				good, goodWide = end, wide
			}
		}
		if good > 0 {
			end, wide = good, goodWide
		}
		if end >= w.to {
			break
		}
		s.words = append(s.words, pdfWord{w.run, w.from, end, wide, w.joined, w.breaks})
		w = pdfWord{w.run, end, w.to, s.measure.width(r.text[end:w.to], r.face(), size), true, false}
	}
	s.words = append(s.words, w)
}

// draw writes a line with its baseline at y.
func (s *pdfSheet) draw(l textLine, x, y, size float64, c colour) {
	for _, p := range l {
		ink := c
		if p.link != "" {
			ink = accentColour
			s.rule(x+p.x, y+1.3, x+p.x+p.wide, 0.35, ink)
			s.link(x+p.x, y-size*0.85, p.wide, size*1.2, p.link)
		}
		s.text(x+p.x, y, p.text, p.face(), size, ink)
	}
}
