package api

import (
	"html/template"
	"regexp"
	"strings"
)

// proseSection is a part of the description of the API under its heading; the first part has none.
type proseSection struct {
	Heading, Anchor string
	Blocks          []proseBlock
}

// proseBlock is a paragraph, or the entries of a list.
type proseBlock struct {
	Text string
	List []string
}

// prose reads the Markdown in which the API is described, as far as it is used there: headings of the second level, paragraphs, and lists
// whose entries are a line each.
func prose(markdown string) []proseSection {
	sections := []proseSection{{}}
	for block := range strings.SplitSeq(strings.TrimSpace(markdown), "\n\n") {
		last := &sections[len(sections)-1]
		heading, isHeading := strings.CutPrefix(block, "## ")
		switch {
		case isHeading:
			sections = append(sections, proseSection{Heading: heading, Anchor: anchor(heading)})
		case strings.HasPrefix(block, "- "):
			last.Blocks = append(last.Blocks, proseBlock{List: strings.Split(strings.TrimPrefix(block, "- "), "\n- ")})
		default:
			last.Blocks = append(last.Blocks, proseBlock{Text: block})
		}
	}
	return sections
}

// anchor is a heading as part of an address.
func anchor(heading string) string { return strings.ReplaceAll(strings.ToLower(heading), " ", "-") }

// codeWords are code spans, and names of members that stand in the text as they are.
var codeWords = regexp.MustCompile("`[^`]+`|\\b[a-z]+(_[a-z]+)+\\b")

// inline is text with its code in code elements, as HTML.
func inline(s string) template.HTML {
	return template.HTML(codeWords.ReplaceAllStringFunc(template.HTMLEscapeString(s), func(word string) string {
		return "<code>" + strings.Trim(word, "`") + "</code>"
	}))
}

// breakable is a name that may be broken after each of its words, as HTML.
func breakable(name string) template.HTML {
	return template.HTML(strings.NewReplacer("_", "_<wbr>", "/", "/<wbr>").Replace(template.HTMLEscapeString(name)))
}
