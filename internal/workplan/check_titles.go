package workplan

import (
	"cmp"
	"slices"
	"strings"
)

// Titles are alike where four words in five of the two together stand in both; shorter ones than four words only where all do.
const (
	alikeOf5   = 4
	alikeWords = 4
)

// fillers are words that do not tell two titles apart.
var fillers = List{"a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with"}

// twins finds, by id, the items whose title is the same, as search folds it, or nearly the same as that of an item before them, and says how.
// Numbers in titles must agree: the reports of two years are two pieces of work. What was withdrawn or carried over makes no twin.
func twins(items []ActionItem, fold func(...string) string) map[int64]Sentence {
	found := map[int64]Sentence{}
	same, seen := map[string]ActionItem{}, []titled{}
	rare := rarity(items, fold)
	byWord := map[string][]int{}
	for _, i := range items {
		if i.Status == StatusWithdrawn || i.Status == StatusCarriedOver {
			continue
		}
		folded := fold(i.Title)
		if first, ok := same[folded]; ok && folded != "" {
			found[i.ID] = Say("The same title as item %s: %s.", first.Ref, first.Title)
			continue
		}
		t := titled{i, titleWords(i.Title, fold)}
		slices.SortFunc(t.words, func(a, b string) int { return cmp.Or(cmp.Compare(rare[a], rare[b]), cmp.Compare(a, b)) })
		if like := nearest(t, seen, byWord); like != nil {
			found[i.ID] = like.told(t)
		}
		same[folded] = i
		for _, w := range t.telling() {
			byWord[w] = append(byWord[w], len(seen))
		}
		seen = append(seen, t)
	}
	return found
}

// titled is an item with the words of its title, folded, each once, rarest first.
type titled struct {
	ActionItem
	words []string
}

// telling are words of which two like titles share at least one: the numbers, which must agree, or so many of the rarest words.
func (t titled) telling() []string {
	if n := slices.IndexFunc(t.words, numbered); n >= 0 {
		return t.words[n : n+1]
	}
	return t.words[:min(len(t.words), len(t.words)*(5-alikeOf5)/5+1)]
}

func numbered(word string) bool { return strings.ContainsAny(word, "0123456789") }

// nearest is the first of the titles before that is like this one.
func nearest(t titled, seen []titled, byWord map[string][]int) *titled {
	var candidates []int
	for _, w := range t.telling() {
		candidates = append(candidates, byWord[w]...)
	}
	slices.Sort(candidates)
	for _, n := range slices.Compact(candidates) {
		if t.like(seen[n]) {
			return &seen[n]
		}
	}
	return nil
}

// like says whether two titles are nearly the same.
func (t titled) like(o titled) bool {
	s := shareOf(t.words, o.words)
	switch {
	case s.numbersDiffer:
		return false
	case min(len(t.words), len(o.words)) < alikeWords:
		return len(s.words) == s.all
	default:
		return 5*len(s.words) >= alikeOf5*s.all
	}
}

// told says in what way a later title is like this one.
func (t titled) told(later titled) Sentence {
	same := shareOf(t.words, later.words)
	differing := same.all - len(same.words)
	how := Say("the same words")
	if differing > 0 {
		how = Say("all words but %d are the same", differing)
	}
	return Say("Nearly the title of item %s (%s): %s.", t.Ref, how, t.Title)
}

// titleWords are the words of a title, folded, each once, without fillers.
func titleWords(title string, fold func(...string) string) []string {
	var words []string
	for w := range strings.FieldsFuncSeq(title, func(r rune) bool { return strings.ContainsRune(" \u00a0\t-–—/,;:()", r) }) {
		if w = fold(w); w != "" && !fillers.Has(w) && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return words
}

// rarity counts in how many titles each word stands.
func rarity(items []ActionItem, fold func(...string) string) map[string]int {
	in := map[string]int{}
	for _, i := range items {
		for _, w := range titleWords(i.Title, fold) {
			in[w]++
		}
	}
	return in
}
