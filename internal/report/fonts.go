package report

import _ "embed" // for the fonts

// The fonts of what is drawn here: Noto Sans (licence in fonts/OFL.txt), which has the letters of all languages written in Latin letters,
// Vietnamese too, and Greek and Cyrillic.
var (
	//go:embed fonts/NotoSans-Regular.ttf
	notoRegular []byte
	//go:embed fonts/NotoSans-Bold.ttf
	notoBold []byte
)
