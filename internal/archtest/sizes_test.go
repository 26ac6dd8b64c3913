package archtest

import (
	"fmt"
	"go/ast"
	"testing"
)

// Lengths in lines.
const (
	longFile     = 300 // wants a reason
	longestFile  = 500 // is wrong, tests too
	longestFunc  = 60
	longestTest  = 100 // a table or a story
	longestRoute = 20  // the body of a handler
)

// longFiles have a reason to be long.
var longFiles = map[string]string{}

func TestFilesAreShort(t *testing.T) {
	t.Parallel()
	long := broken{}
	for _, s := range sources() {
		switch {
		case s.generated:
		case s.lines > longestFile:
			t.Errorf("%s has %d lines; %d is the most", s.path, s.lines, longestFile)
		case s.lines > longFile && !s.test:
			long.add(s.path, fmt.Sprintf("%d lines; over %d wants a reason", s.lines, longFile))
		}
	}
	long.check(t, longFiles)
}

func TestFunctionsAreShort(t *testing.T) {
	t.Parallel()
	long := broken{}
	for _, s := range sources() {
		if s.generated {
			continue
		}
		functions(s, func(f *ast.FuncDecl, lines int) {
			most := longestFunc
			if s.test {
				most = longestTest
			}
			if lines > most {
				long.add(s.path+" "+f.Name.Name, fmt.Sprintf("%d lines; %d is the most", lines, most))
			}
		})
	}
	long.check(t, longFunctions)
}

// longFunctions have a reason to be long.
var longFunctions = map[string]string{}

// TestHandlersOnlyDecodeCallAndEncode holds the handlers of the API, which are recognised by their form, to a length that leaves no room for rules.
func TestHandlersOnlyDecodeCallAndEncode(t *testing.T) {
	t.Parallel()
	found, long := 0, broken{}
	for _, s := range program() {
		if s.folder != "api" {
			continue
		}
		functions(s, func(f *ast.FuncDecl, _ int) {
			if !isHandler(f) {
				return
			}
			found++
			if lines := line(f.Body.Rbrace) - line(f.Body.Lbrace) - 1; lines > longestRoute {
				long.add(s.path+" "+f.Name.Name, fmt.Sprintf("a body of %d lines; %d is the most", lines, longestRoute))
			}
		})
	}
	if found < 40 {
		t.Errorf("only %d handlers were recognised: does their form still have (c echo.Context, actor workplan.Actor) error?", found)
	}
	long.check(t, longHandlers)
}

// longHandlers stand until they are mended.
var longHandlers = map[string]string{}

// isHandler says that a function is a method with (echo.Context, workplan.Actor) error.
func isHandler(f *ast.FuncDecl) bool {
	if f.Recv == nil || f.Type.Results == nil || len(f.Type.Params.List) != 2 || len(f.Type.Results.List) != 1 {
		return false
	}
	return isSelector(f.Type.Params.List[0].Type, "echo", "Context") && isSelector(f.Type.Params.List[1].Type, "workplan", "Actor")
}

// isSelector says that an expression reads pkg.name.
func isSelector(e ast.Node, pkg, name string) bool {
	selector, ok := e.(*ast.SelectorExpr)
	if !ok || selector.Sel.Name != name {
		return false
	}
	x, ok := selector.X.(*ast.Ident)
	return ok && x.Name == pkg
}
