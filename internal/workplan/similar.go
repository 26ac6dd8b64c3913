package workplan

import (
	"cmp"
	"slices"
	"strings"
)

// SimilarFrom is the score from which what is alike must be acknowledged before a proposal is made; SimilarShown that from which it is shown at all.
const (
	SimilarFrom  = 60
	SimilarShown = 30
)

// MaxSimilar is how many that are alike are shown.
const MaxSimilar = 20

// needWords is how many words two needs must have each before they are held against each other.
const needWords = 5

// SimilarKind says what a text is of.
type SimilarKind string

// The kinds.
const (
	SimilarItem     SimilarKind = "item"
	SimilarProposal SimilarKind = "proposal"
)

// SimilarKinds lists the kinds.
var SimilarKinds = []SimilarKind{SimilarItem, SimilarProposal}

// Similar is an open item or a proposal that looks like what is to be proposed. Name is that of the item ("plan/ref") or the number of the proposal,
// State its status or state, Score how alike the two are, from 0 to 100, and Why what is.
type Similar struct {
	Kind  SimilarKind
	Name  string
	Body  string
	Title string
	State string
	Score int
	Why   Sentence
}

// ComparedText is what is held against other texts: of an item the description stands for the need.
type ComparedText struct {
	Similar
	Need string
}

// SimilarTo scores texts against a title and need, and lists those of at least the least score, the most alike first. It is the same for the same texts,
// whatever their order and the database. Fold makes texts comparable as search does.
func SimilarTo(title, need string, texts []ComparedText, least int, fold func(...string) string) []Similar {
	found := []Similar{}
	asked := foldedText(title, need, fold)
	for _, t := range texts {
		s := t.Similar
		if s.Score, s.Why = asked.like(foldedText(t.Title, t.Need, fold)); s.Score >= least {
			found = append(found, s)
		}
	}
	slices.SortFunc(found, func(a, b Similar) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Kind, b.Kind), cmp.Compare(len(a.Name), len(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	return found
}

// Acknowledged refuses a proposal that looks like something which its sender does not name, of as many of the most alike as can be named; the refusal
// lists what is not named, the most alike first.
func Acknowledged(found []Similar, named List) error {
	found = slices.DeleteFunc(slices.Clone(found[:min(len(found), maxSimilar)]), func(s Similar) bool { return named.Has(s.Name) })
	if found = found[:min(len(found), MaxSimilar)]; len(found) == 0 {
		return nil
	}
	var names Series
	for _, s := range found {
		names = append(names, Say("%s %s (%s)", s.Kind, s.Name, s.Title))
	}
	return &Error{Kind: Conflict, Slug: "similar-found", Similar: found, Detail: Say("This looks like %s. "+
		"Support or join what is there; or, if yours is another piece of work, send it again with the names in although_similar_to.", names)}
}

// folded is a text as it is compared.
type folded struct {
	title []string
	need  []string
	run   string
}

func foldedText(title, need string, fold func(...string) string) folded {
	return folded{title: titleWords(title, fold), need: titleWords(strings.Join(strings.FieldsFunc(need, func(r rune) bool { return strings.ContainsRune("\r\n.!?\"'", r) }), " "), fold), run: fold(title)}
}

// like scores two texts: by the words of their titles or by their letters, whichever is nearer, and by the words of their needs. Titles of which each
// has a number that the other lacks are of two pieces of work, however alike they read.
func (a folded) like(b folded) (int, Sentence) {
	words := shareOf(a.title, b.title)
	score, why := words.percent(), words.told(Say("the title"))
	if letters := dice(a.run, b.run); letters > score && len(a.title)+len(b.title) > 0 {
		score, why = letters, Say("%d %% of the title is the same, letter by letter", letters)
	}
	if min(len(a.need), len(b.need)) >= needWords {
		if needs := shareOf(a.need, b.need); needs.percent()*9/10 > score {
			score, why = needs.percent()*9/10, needs.told(Say("the need"))
		}
	}
	if words.numbersDiffer {
		return min(score, SimilarFrom-1), Say("%s; the numbers in the titles differ", why)
	}
	return score, why
}

// shared is how many words two texts have in common, and how many there are in both together.
type shared struct {
	words         []string
	all           int
	numbersDiffer bool
}

// shareOf holds two lists of words, each once, against each other.
func shareOf(a, b []string) shared {
	s := shared{}
	alone := false // whether a has a number that b lacks
	for _, w := range a {
		switch {
		case slices.Contains(b, w):
			s.words = append(s.words, w)
		case numbered(w):
			alone = true
		}
	}
	s.numbersDiffer = alone && slices.ContainsFunc(b, func(w string) bool { return numbered(w) && !slices.Contains(a, w) })
	s.all = len(a) + len(b) - len(s.words)
	return s
}

func (s shared) percent() int {
	if s.all == 0 {
		return 0
	}
	return 100 * len(s.words) / s.all
}

func (s shared) told(of Sentence) Sentence {
	const most = 8
	words := slices.Sorted(slices.Values(s.words))
	if len(words) > most {
		words = append(words[:most:most], "…")
	}
	return Say("%d of the %d words of %s are in both: %s", len(s.words), s.all, of, strings.Join(words, ", "))
}

// dice is how many of the runs of three letters of two texts are in both, in per cent of all.
func dice(a, b string) int {
	runs := map[string]int{}
	total := 0
	count := func(text string, step int) (both int) {
		letters := []rune(text)
		for n := 0; n+3 <= len(letters); n++ {
			total++
			run := string(letters[n : n+3])
			if step < 0 && runs[run] > 0 {
				both++
			}
			runs[run] += step
		}
		return both
	}
	count(a, 1)
	both := count(b, -1)
	if total == 0 {
		return 0
	}
	return 200 * both / total
}
