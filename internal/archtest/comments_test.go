package archtest

import (
	"go/ast"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	t.Parallel()
	said := map[string]bool{}
	for _, s := range sources() {
		if s.test {
			continue
		}
		doc := s.file.Doc.Text()
		start := "Package " + s.file.Name.Name + " "
		if s.file.Name.Name == "main" {
			start = "Command "
		}
		said[s.folder] = said[s.folder] || strings.HasPrefix(doc, start) && !s.generated
	}
	silent := broken{}
	for folder, ok := range said {
		if !ok {
			silent.add(folder, "no package comment")
		}
	}
	silent.check(t, silentPackages)
}

// silentPackages stand until they are mended.
var silentPackages = map[string]string{
	"docs/swagger": "its one file is written by swag",
}

func TestExportedNamesSayMoreThanTheirName(t *testing.T) {
	t.Parallel()
	bare := broken{}
	for _, s := range program() {
		exported(s.file, func(name *ast.Ident, doc string) {
			switch {
			case strings.TrimSpace(doc) == "":
				bare.add(s.path+" "+name.Name, "no doc comment")
			case saysNothing(name.Name, doc):
				bare.add(s.path+" "+name.Name, "the doc comment only repeats the name: "+strings.TrimSpace(doc))
			}
		})
	}
	bare.check(t, bareNames)
}

// bareNames stand until they are mended.
var bareNames = map[string]string{}

// exported visits the exported names of a file with their comments. A constant in a group may lean on the comment of the group, and a method
// Error says all by its name.
func exported(f *ast.File, visit func(name *ast.Ident, doc string)) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Name.IsExported() && exportedReceiver(d) && !(d.Recv != nil && d.Name.Name == "Error") {
				visit(d.Name, d.Doc.Text())
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				group := d.Doc.Text()
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					if spec.Name.IsExported() {
						visit(spec.Name, spec.Doc.Text()+group)
					}
				case *ast.ValueSpec:
					for _, name := range spec.Names {
						if !name.IsExported() || d.Lparen.IsValid() && group != "" {
							continue
						}
						visit(name, spec.Doc.Text()+spec.Comment.Text()+group)
					}
				}
			}
		}
	}
}

func exportedReceiver(f *ast.FuncDecl) bool {
	if f.Recv == nil {
		return true
	}
	kind := f.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	if index, ok := kind.(*ast.IndexExpr); ok {
		kind = index.X
	}
	name, ok := kind.(*ast.Ident)
	return ok && name.IsExported()
}

var (
	word      = regexp.MustCompile(`[\pL\d]+`)
	camelWord = regexp.MustCompile(`\p{Lu}?\p{Ll}+|\p{Lu}+|\d+`)
	fillers   = strings.Fields("a an and are as be by for from get gets given has have in is it its new of on or return returns represents set sets struct that the this to type value with")
)

// saysNothing says that a comment has no word that is neither in the name nor a filler.
func saysNothing(name, doc string) bool {
	known := slices.Clone(fillers)
	for _, part := range camelWord.FindAllString(name, -1) {
		known = append(known, strings.ToLower(part), strings.ToLower(part)+"s", strings.TrimSuffix(strings.ToLower(part), "s"))
	}
	known = append(known, strings.ToLower(name))
	for _, w := range word.FindAllString(strings.ToLower(doc), -1) {
		if !slices.Contains(known, w) {
			return false
		}
	}
	return true
}

func TestSayingNothingIsRecognised(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, doc string
		want      bool
	}{
		{"Meeting", "Meeting is a meeting.", true}, {"NewStore", "NewStore returns a new Store.", true}, {"Store", "Store is an open database.", false},
		{"ItemFilter", "ItemFilter is the filter for items.", true}, {"ErrNone", "ErrNone: no such row.", false},
	} {
		if got := saysNothing(c.name, c.doc); got != c.want {
			t.Errorf("%q: %v", c.doc, got)
		}
	}
}
