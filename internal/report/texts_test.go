package report

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// textArguments are the arguments of the methods by which a report speaks that are texts; the first of several is for one thing, or for none.
var textArguments = map[string][]int{"t": {0}, "n": {1, 2}, "count": {1, 2, 3}, "part": {1}, "under": {1}, "say": {0}, "explain": {0}, "section": {0}, "countedBy": {0, 1}}

// columnsOf are the tables of the columns of workbooks, with the place of their heads.
var columnsOf = map[string]int{"itemColumns": 1, "updateColumns": 0, "proposalColumns": 0, "checkColumns": 0}

// textsElsewhere are the texts that are no literals, with where they are found.
var textsElsewhere = map[string]string{
	"key": "the methods that hand their own key on", "one": "as key", "many": "as key", "none": "as key", "columns[n].Head": "the heads of columns", "c.head": "the columns of workbooks", "l.name": "layouts", `or(language.Labels[field], capital(strings.ReplaceAll(field, "_", " ")))`: "labels, which the pages say too", "name": "heads",
	"why":        "the reasons why a PDF lacks signs",
	"by.caption": "groupings", "by.empty": "groupings", "by.figure": "groupings", "by.rest": "groupings", "by.note": "groupings",
	"rule.Title": "the rules of the plan check, which the pages say too", "rule.Why": "as title", "rule.Do": "as title", "workplan.RateRule": "one text",
}

// inEnglishAlone are the files that say something which has no other form than English: portfolios have no page.
func inEnglishAlone(file string) bool { return strings.Contains(file, "portfolio") }

// reportText is a text with the file that says it; many are told from it where one says that it is of one thing.
type reportText struct {
	file string
	one  bool
}

// textsOf finds all texts that reports say.
func textsOf(t *testing.T) map[string]reportText {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	set, values := token.NewFileSet(), map[string]ast.Expr{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || inEnglishAlone(name) {
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
					values[name.Name] = v.Values[n]
				}
			}
			return true
		})
	}
	texts := map[string]reportText{workplan.RateRule: {file: "package workplan"}}
	for _, why := range lacks {
		texts[why] = reportText{file: "scripts.go"}
	}
	for name, place := range columnsOf {
		for _, row := range values[name].(*ast.CompositeLit).Elts {
			literals(row, place, reportText{file: name}, values, texts)
		}
	}
	for _, found := range regexp.MustCompile(`\.Said "([^"]+)"`).FindAllStringSubmatch(pageText, -1) {
		texts[found[1]] = reportText{file: "report.html"}
	}
	for _, file := range files {
		at := set.Position(file.Pos()).Filename
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				textsOfCall(t, n, at, values, texts)
			case *ast.CompositeLit:
				if name, is := n.Type.(*ast.Ident); is && (name.Name == "grouping" || name.Name == "layout") {
					literals(n, -1, reportText{file: at}, values, texts)
				}
			case *ast.KeyValueExpr:
				if key, is := n.Key.(*ast.Ident); is && key.Name == "Head" {
					literals(n.Value, -1, reportText{file: at}, values, texts)
				}
			}
			return true
		})
	}
	return texts
}

// textsOfCall are the texts in a call of one of the methods by which a report speaks.
func textsOfCall(t *testing.T, call *ast.CallExpr, file string, values map[string]ast.Expr, texts map[string]reportText) {
	t.Helper()
	f, is := call.Fun.(*ast.SelectorExpr)
	if !is {
		return
	}
	arguments := textArguments[f.Sel.Name]
	if f.Sel.Name == "texts" || f.Sel.Name == "heads" {
		for _, arg := range call.Args {
			literals(arg, -1, reportText{file: file}, nil, texts)
		}
	}
	for n, at := range arguments {
		if at >= len(call.Args) {
			continue
		}
		arg, one := call.Args[at], n+2 == len(arguments) && f.Sel.Name != "countedBy"
		if table, place := tableOf(arg, values); table != nil {
			literals(table, place, reportText{file, one}, values, texts)
			continue
		}
		if name, is := arg.(*ast.Ident); is && values[name.Name] != nil {
			arg = values[name.Name]
		}
		if text, is := literal(arg); is {
			texts[text] = reportText{file, one}
		} else if textsElsewhere[types.ExprString(arg)] == "" {
			t.Errorf("%s: the text %s is no literal, so that nobody can tell whether it is translated", file, types.ExprString(arg))
		}
	}
}

// tableOf is the table from which an expression takes a text, and the place of the text in its rows, -1 where these are texts.
func tableOf(e ast.Expr, values map[string]ast.Expr) (table ast.Expr, place int) {
	index, is := e.(*ast.IndexExpr)
	if !is {
		return nil, 0
	}
	place = -1
	if row, is := index.X.(*ast.IndexExpr); is {
		place, _ = strconv.Atoi(types.ExprString(index.Index))
		index = row
	}
	name, is := index.X.(*ast.Ident)
	if !is {
		return nil, 0
	}
	return values[name.Name], place
}

// literals are the texts within an expression but the keys of tables, of rows of several the one at a place.
func literals(in ast.Expr, place int, by reportText, values map[string]ast.Expr, texts map[string]reportText) {
	switch e := in.(type) {
	case *ast.KeyValueExpr:
		literals(e.Value, place, by, values, texts)
	case *ast.CompositeLit:
		for n, element := range e.Elts {
			if _, keyed := element.(*ast.KeyValueExpr); place < 0 || keyed || n == place {
				literals(element, place, by, values, texts)
			}
		}
	case *ast.Ident:
		if values[e.Name] != nil {
			literals(values[e.Name], place, by, values, texts)
		}
	default:
		if text, is := literal(in); is && text != "" {
			texts[text] = by
		}
	}
}

// literal is the text of a literal, or of several that are added.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		left, isLeft := literal(e.X)
		right, isRight := literal(e.Y)
		return left + right, isLeft && isRight && e.Op == token.ADD
	default:
		return "", false
	}
}

// TestEveryTextOfAReportIsSaidInEveryLanguage: a text without a translation would be shown in English, and one that no report says is dead.
func TestEveryTextOfAReportIsSaidInEveryLanguage(t *testing.T) {
	t.Parallel()
	texts := textsOf(t)
	if len(texts) < 300 {
		t.Fatalf("only %d texts found", len(texts))
	}
	for _, l := range language.All[1:] {
		known := l.Texts()
		for text, by := range texts {
			if _, there := known[text]; !there && (l.Plural || !by.one) && strings.ContainsFunc(strings.ReplaceAll(text, "%s", ""), unicode.IsLetter) {
				t.Errorf("%s: not in %s: %q", by.file, l.Tag, text)
			}
		}
		content, err := os.ReadFile("../language/texts/" + l.Tag + "/report.json")
		if err != nil {
			t.Fatal(err)
		}
		var own map[string]string
		if err := json.Unmarshal(content, &own); err != nil {
			t.Fatal(err)
		}
		for text := range own {
			if _, there := texts[text]; !there {
				t.Errorf("in %s, and said in no report: %q", l.Tag, text)
			}
		}
	}
	for text := range language.English.Texts() {
		if _, there := texts[text]; there {
			t.Errorf("reports would say %q otherwise than they did", text)
		}
	}
}
