package archtest

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// topLevel is all that stands beside the dot-files.
var topLevel = []string{"Dockerfile", "README.md", "api", "cmd", "docs", "go.mod", "go.sum", "internal"}

func TestTopLevelIsFixed(t *testing.T) {
	t.Parallel()
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, ".") && !slices.Contains(topLevel, name) && !ignoredByGit(name) {
			t.Errorf("%s does not belong at the top", name)
		}
	}
	for _, name := range topLevel {
		if _, err := os.Stat(filepath.Join(root, name)); err != nil {
			t.Errorf("%s is missing: %v", name, err)
		}
	}
}

// ignoredByGit says that .gitignore keeps a file at the top out: what a build or a trial left there.
func ignoredByGit(name string) bool {
	content, err := os.ReadFile(filepath.Join(root, ".gitignore"))
	if err != nil {
		return false
	}
	for line := range strings.Lines(string(content)) {
		pattern := strings.Trim(strings.TrimSpace(line), "/")
		if matched, err := path.Match(pattern, name); pattern != "" && err == nil && matched {
			return true
		}
	}
	return false
}

// TestANounHasTheSameFileNameInEveryRoom finds files that differ only in their number, such as meeting.go in one room and meetings.go in
// another. The files of commands are named after the commands.
func TestANounHasTheSameFileNameInEveryRoom(t *testing.T) {
	t.Parallel()
	plural := map[string]string{}
	for _, s := range program() {
		if name, ok := strings.CutSuffix(path.Base(s.path), "s.go"); ok {
			plural[name+".go"] = s.path
			if stem, ok := strings.CutSuffix(name, "ie"); ok {
				plural[stem+"y.go"] = s.path
			}
		}
	}
	for _, s := range program() {
		if other := plural[path.Base(s.path)]; other != "" && !strings.HasPrefix(s.folder, "cmd/") {
			t.Errorf("%s and %s name one noun in two ways", s.path, other)
		}
	}
}

// nowhere is what is written in no file of the tree. The words are put together here, so that this file does not hold them.
var nowhere = []struct {
	what  string
	words []string
	form  *regexp.Regexp
}{
	{"an unfinished note", []string{"TO" + "DO", "FIX" + "ME", "XX" + "X"}, regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)},
	{"a registry's host", []string{"registry." + "npmjs", "registry." + "yarnpkg", "proxy." + "golang", "sum." + "golang", "go" + "proxy.", "artif" + "actory", "jf" + "rog"}, nil},
	{"a path of one machine", []string{"/wo" + "rk/", "/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/", "/mn" + "t/"}, regexp.MustCompile("(^|[\\s\"'`=(:])/(wo" + `rk|ho` + `me|ro` + `ot|Us` + `ers|mn` + `t)/`)},
}

// writtenAnyway has its reason.
var writtenAnyway = map[string]string{
	"Dockerfile: a path of one machine": "the build cache inside the image, which is the same everywhere",
}

// notOurs are files written by others: their text is not held to our rules.
var notOurs = []string{"api/swaggerui/", "internal/browsertest/testdata/axe/", "go.sum", ".ci/tools/go.sum", ".ci/clients/go/go.sum"}

func TestNothingUnfinishedOrOfOneMachineIsWritten(t *testing.T) {
	t.Parallel()
	found := broken{}
	for _, at := range paths() {
		if slices.ContainsFunc(notOurs, func(p string) bool { return strings.HasPrefix(at, p) }) {
			continue
		}
		content, err := os.ReadFile(filepath.Join(root, at))
		if err != nil {
			t.Fatal(err)
		}
		if !utf8.Valid(content) {
			continue
		}
		for _, n := range nowhere {
			for _, w := range n.words {
				if strings.Contains(string(content), w) && (n.form == nil || n.form.Match(content)) {
					found.add(at+": "+n.what, w)
				}
			}
		}
	}
	found.check(t, writtenAnyway)
}
