package web

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// neverOnPages are the formats of sentences that no page can come to, with the reason: they stay in English.
var neverOnPages = map[string]string{
	"This token lacks the scope %q. Use a token that has it.":      "tokens are for programs",
	"this token lacks the scope %q, so it cannot give it":          "tokens are for programs",
	"must hold from 1 to %d items":                                 "a form enters one item",
	`%s is disabled; "fwp user enable" lets them act again.`:       "said at the command line",
	"the plan is a draft; its revisions begin when it is endorsed": "pages compare days and not revisions",
	"must be a revision of the plan, from 1 to %d":                 "pages compare days and not revisions",
	"revision %d comes before revision %d":                         "pages compare days and not revisions",
	"you may see no more of these bodies than what is for %s":      "the portfolio has no page",
}

// unknownFormats are the formats that are no literals, and no sentences either.
var unknownFormats = map[string]bool{"s.serve(r)": true}

// domainTexts lists the formats of all sentences that the rooms below say, and those of the pages themselves, with the file of each. Which functions
// make sentences is found from Say: a function that hands its own format on makes one too.
func domainTexts(t *testing.T) map[string]string {
	t.Helper()
	var files []*ast.File
	set, consts := token.NewFileSet(), map[string]ast.Expr{}
	for _, name := range slices.Concat(globbed(t, "*.go"), globbed(t, "../workplan/*.go"), globbed(t, "../tracker/*.go"), globbed(t, "../auth/*.go"), globbed(t, "../store/*.go")) {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
		ast.Inspect(file, func(n ast.Node) bool {
			if v, is := n.(*ast.ValueSpec); is && len(v.Names) == len(v.Values) {
				for n, name := range v.Names {
					consts[name.Name] = v.Values[n]
				}
			}
			return true
		})
	}
	texts, makers := map[string]string{}, makersOf(files)
	for _, file := range files {
		calls(file, makers, func(format ast.Expr) {
			at := filepath.Base(set.Position(format.Pos()).Filename)
			if name, is := format.(*ast.Ident); is && consts[name.Name] != nil {
				format = consts[name.Name]
			}
			text, literal := folded(format)
			if said := types.ExprString(format); !literal && said != "format" && !unknownFormats[said] {
				t.Errorf("%s: the format %s is no literal, so that nobody can tell whether it is translated", at, said)
			}
			if literal && strings.ContainsFunc(anyVerb.ReplaceAllString(text, ""), func(r rune) bool { return r >= 'A' && r <= 'z' }) {
				texts[text] = at
			}
		})
	}
	return texts
}

// makersOf finds the functions that make sentences, with the place of their parameter called format.
func makersOf(files []*ast.File) map[string]int {
	makers := map[string]int{"Say": 0}
	for known := 0; known < len(makers); {
		known = len(makers)
		for _, file := range files {
			for _, d := range file.Decls {
				f, is := d.(*ast.FuncDecl)
				if !is || f.Body == nil {
					continue
				}
				at, n := -1, 0
				for _, p := range f.Type.Params.List {
					for _, name := range p.Names {
						if name.Name == "format" {
							at = n
						}
						n++
					}
				}
				calls(f.Body, makers, func(format ast.Expr) {
					if at >= 0 && types.ExprString(format) == "format" {
						makers[f.Name.Name] = at
					}
				})
			}
		}
	}
	return makers
}

// calls visits the format of each call of a maker of sentences.
func calls(in ast.Node, makers map[string]int, visit func(format ast.Expr)) {
	ast.Inspect(in, func(n ast.Node) bool {
		call, is := n.(*ast.CallExpr)
		if !is {
			return true
		}
		name := ""
		switch f := call.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		if at, makes := makers[name]; makes && at < len(call.Args) {
			visit(call.Args[at])
		}
		return true
	})
}

// folded is the text of a literal, or of several that are added.
func folded(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.BinaryExpr:
		left, isLeft := folded(e.X)
		right, isRight := folded(e.Y)
		return left + right, isLeft && isRight && e.Op == token.ADD
	default:
		return "", false
	}
}

// wordsWithin are the words of the design that stand in sentences by their own names.
func wordsWithin() []string {
	var words []string
	for _, r := range workplan.Rights {
		words = append(words, string(r.Action))
		for _, reach := range r.Reach {
			words = append(words, string(reach))
		}
	}
	words = append(words, spelled(workplan.ProposalActs)...)
	words = append(words, spelled(workplan.OfferStates)...)
	words = append(words, spelled(workplan.ClosingReasons)...)
	return append(words, spelled([]workplan.Noun{workplan.NounBody, workplan.NounMember, workplan.NounMembership, workplan.NounMeeting, workplan.NounPlan, workplan.NounObjective,
		workplan.NounItem, workplan.NounDeliverable, workplan.NounOpening, workplan.NounRound, workplan.NounWindow, workplan.NounProposal, "user", "amendment"})...)
}

func spelled[W ~string](words []W) []string {
	names := make([]string, len(words))
	for n, w := range words {
		names[n] = strings.ReplaceAll(string(w), "_", " ")
	}
	return names
}

var anyVerb = regexp.MustCompile(`%(?:\[(\d)\])?([sdqv])`)

// fits says whether a text takes the values of another: the same in the same order, or any of them by their places.
func fits(text, translated string) bool {
	has, takes := anyVerb.FindAllStringSubmatch(text, -1), anyVerb.FindAllStringSubmatch(translated, -1)
	byPlace := 0
	for n, verb := range takes {
		at := n
		if verb[1] != "" {
			byPlace++
			at = int(verb[1][0] - '1')
		}
		if at >= len(has) || has[at][2] != verb[2] {
			return false
		}
	}
	return byPlace == len(takes) && byPlace > 0 || byPlace == 0 && len(takes) == len(has)
}

// TestWhatTheDomainSaysOtherwiseToProgramsIsSaid: each text that English pages say instead of a sentence's own stands for one that is said.
func TestWhatTheDomainSaysOtherwiseToProgramsIsSaid(t *testing.T) {
	t.Parallel()
	said := domainTexts(t)
	if len(said) < 400 {
		t.Fatalf("only %d sentences found", len(said))
	}
	for text, instead := range language.English.Texts() {
		if said[text] == "" || !fits(text, instead) {
			t.Errorf("%q, said as %q, is said nowhere or takes other values", text, instead)
		}
	}
	for text := range neverOnPages {
		if said[text] == "" {
			t.Errorf("said nowhere, so that it needs no reason to stay in English: %q", text)
		}
	}
	for _, word := range []string{"effective_on", "completed_on", "nil_return", "/ref", "null", "POST ", "partial:", "UTF-8", "Idempotency"} {
		for text, file := range said {
			if neverOnPages[text] == "" && strings.Contains(language.English.Said(workplan.Sentence{Format: text}), word) {
				t.Errorf("%s: %q speaks to programs; give internal/language/texts/en/domain.json what it says to people", file, text)
			}
		}
	}
}

func TestSentencesAreSaidAsTheLanguageWritesThem(t *testing.T) {
	t.Parallel()
	english, indonesian := language.English, language.Tagged("id")
	var f workplan.Faults
	f.Add("/effective_on", "in_future", "%s lies in the future; today is %s", workplan.Date("2026-09-02"), workplan.Date("2026-08-31"))
	f.Add("/done", "too_long", "has %d characters; at most %d are allowed", 20_001, 20_000)
	f.Add("/status", "not_allowed", "must be one of %s", workplan.Listed[workplan.Status]{workplan.StatusPlanned, workplan.StatusInProgress, workplan.StatusPostponed})
	f.Add("/x", "unknown", "no catalogue has what is said of %s on %s", workplan.StatusCarriedOver, workplan.PartialDate("2026-09"))
	for n, want := range [][3]string{
		{"2026-09-02 lies in the future; today is 2026-08-31", "2 September 2026 lies in the future; today is 31 August 2026", "2 September 2026 berada di masa depan; hari ini 31 Agustus 2026"},
		{"has 20001 characters; at most 20000 are allowed", "has 20,001 characters; at most 20,000 are allowed", "memuat 20.001 karakter; paling banyak 20.000 yang diizinkan"},
		{"must be one of planned, in_progress, postponed", "must be one of planned, in progress and postponed", "harus salah satu dari: direncanakan, berjalan dan ditunda"},
		{"no catalogue has what is said of carried_over on 2026-09", "no catalogue has what is said of carried over on September 2026", "no catalogue has what is said of carried over on September 2026"},
	} {
		m := f[n].Message
		if got := [3]string{m.Text, english.Said(m), indonesian.Said(m)}; got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
	missing := workplan.Missing("item %s/%s", "wg-2024-26", "2.3")
	if got := errorsOf(missing).Detail; got.Text != "There is no item wg-2024-26/2.3 that you may see." || indonesian.Said(got) != "Tidak ada butir wg-2024-26/2.3 yang boleh Anda lihat." {
		t.Errorf("got %q and %q", got.Text, indonesian.Said(got))
	}
}
