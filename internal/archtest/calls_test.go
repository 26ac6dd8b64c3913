package archtest

import (
	"fmt"
	"go/ast"
	"slices"
	"testing"
)

// selectors visits every X.Name of a file.
func selectors(s source, visit func(e *ast.SelectorExpr)) {
	ast.Inspect(s.file, func(n ast.Node) bool {
		if e, ok := n.(*ast.SelectorExpr); ok {
			visit(e)
		}
		return true
	})
}

func place(s source, e ast.Node) string { return fmt.Sprintf("%s:%d", s.path, line(e.Pos())) }

func TestTestsNeitherSleepNorSkip(t *testing.T) {
	t.Parallel()
	for _, s := range sources() {
		if !s.test {
			continue
		}
		selectors(s, func(e *ast.SelectorExpr) {
			if isSelector(e, "time", "Sleep") {
				t.Errorf("%s sleeps: wait for what must happen instead", place(s, e))
			}
			if x, ok := e.X.(*ast.Ident); ok && slices.Contains([]string{"t", "tb", "b", "f"}, x.Name) && slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, e.Sel.Name) {
				t.Errorf("%s skips a test", place(s, e))
			}
		})
	}
}

// notOfGORM are methods that change or read more, or less, than they say; Row keeps a connection until its reader closes it.
var notOfGORM = []string{"AutoMigrate", "Save", "Row", "Preload", "FirstOrCreate", "Unscoped", "Or"}

func TestGORMIsUsedPlainly(t *testing.T) {
	t.Parallel()
	for _, s := range sources() {
		if s.folder != "internal/store" && s.folder != "internal/store/storetest" {
			continue
		}
		selectors(s, func(e *ast.SelectorExpr) {
			if slices.Contains(notOfGORM, e.Sel.Name) && !isSelector(e, "cmp", "Or") || isSelector(e, "gorm", "Model") || isSelector(e, "gorm", "DeletedAt") {
				t.Errorf("%s uses %s", place(s, e), e.Sel.Name)
			}
		})
	}
}

func TestOnlyTheCommandReadsTheEnvironment(t *testing.T) {
	t.Parallel()
	readers := map[string]bool{"cmd/fwp": true, "internal/store/storetest": true, "internal/browsertest": true}
	for _, s := range sources() {
		if readers[s.folder] || s.generated {
			continue
		}
		selectors(s, func(e *ast.SelectorExpr) {
			for _, name := range []string{"Getenv", "LookupEnv", "Environ", "ExpandEnv"} {
				if isSelector(e, "os", name) || isSelector(e, "syscall", name) {
					where := place(s, e)
					if !s.test {
						t.Errorf("%s reads the environment: take a setting instead", where)
					} else if testEnvironment[s.path] == "" {
						t.Errorf("%s reads the environment: packages storetest and browsertest do that for tests", where)
					}
				}
			}
		})
	}
}

// testEnvironment are tests outside those packages that may ask for a variable of their own.
var testEnvironment = map[string]string{
	"internal/store/start_test.go":        "it starts itself as other processes, and tells them so",
	"internal/report/docx_office_test.go": "it opens Word files in the LibreOffice that FWP_TEST_SOFFICE names",
	"internal/report/pdf_poppler_test.go": "it has PDF files read by the Poppler that FWP_TEST_POPPLER names",
}
