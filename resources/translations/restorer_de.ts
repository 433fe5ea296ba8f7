<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name></name>
    <message>
        <source>Scratches</source>
        <translation>Kratzer</translation>
    </message>
    <message>
        <source>Scratches, dust, creases or tears hide parts of an old photograph.</source>
        <translation>Kratzer, Staub, Knicke oder Risse verdecken Teile eines alten Fotos.</translation>
    </message>
    <message>
        <source>Colour blocks</source>
        <translation>Farbblöcke</translation>
    </message>
    <message>
        <source>Squares of one colour cover parts of the picture.</source>
        <translation>Einfarbige Quadrate verdecken Teile des Bildes.</translation>
    </message>
    <message>
        <source>Salt and pepper</source>
        <translation>Salz und Pfeffer</translation>
    </message>
    <message>
        <source>Single black, white or coloured pixels, from faulty sensors or transfer.</source>
        <translation>Einzelne schwarze, weiße oder farbige Pixel, durch fehlerhafte Sensoren oder Übertragung.</translation>
    </message>
    <message>
        <source>JPEG</source>
        <translation>JPEG</translation>
    </message>
    <message>
        <source>Blocks and ringing from strong JPEG compression.</source>
        <translation>Blöcke und Säume durch starke JPEG-Kompression.</translation>
    </message>
    <message>
        <source>JPEG 2000</source>
        <translation>JPEG 2000</translation>
    </message>
    <message>
        <source>Smeared detail and ripples from strong wavelet compression.</source>
        <translation>Verwischte Einzelheiten und Wellen durch starke Wavelet-Kompression.</translation>
    </message>
    <message>
        <source>Too few colours</source>
        <translation>Zu wenige Farben</translation>
    </message>
    <message>
        <source>The picture was reduced to a small palette, with dots or bands.</source>
        <translation>Das Bild wurde auf wenige Farben verringert, mit Punkten oder Stufen.</translation>
    </message>
    <message>
        <source>Denoising traces</source>
        <translation>Entrauschungsspuren</translation>
    </message>
    <message>
        <source>A noise reduction left blotches and smoothed fine detail away.</source>
        <translation>Eine Rauschminderung hat Flecken hinterlassen und feine Einzelheiten geglättet.</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rauschen</translation>
    </message>
    <message>
        <source>Fine grain over the whole picture, from little light or high sensitivity.</source>
        <translation>Feines Korn über dem ganzen Bild, durch wenig Licht oder hohe Empfindlichkeit.</translation>
    </message>
    <message>
        <source>Colour noise</source>
        <translation>Farbrauschen</translation>
    </message>
    <message>
        <source>Coloured speckle, from noise in the colour channels.</source>
        <translation>Bunte Sprenkel, durch Rauschen in den Farbkanälen.</translation>
    </message>
    <message>
        <source>Speckle</source>
        <translation>Speckle</translation>
    </message>
    <message>
        <source>Grain that grows with brightness, as in scans and radar-like pictures.</source>
        <translation>Korn, das mit der Helligkeit zunimmt, wie bei Scans und radarähnlichen Bildern.</translation>
    </message>
    <message>
        <source>Grain and paper</source>
        <translation>Korn und Papier</translation>
    </message>
    <message>
        <source>Grain, the texture of the paper or a printed raster lies over an old photograph.</source>
        <translation>Korn, die Struktur des Papiers oder ein Druckraster liegt über einem alten Foto.</translation>
    </message>
    <message>
        <source>Fading</source>
        <translation>Verblassen</translation>
    </message>
    <message>
        <source>Blacks have become grey, whites dull, colours pale.</source>
        <translation>Schwarz ist grau geworden, Weiß stumpf, Farben sind blass.</translation>
    </message>
    <message>
        <source>Yellowing</source>
        <translation>Vergilbung</translation>
    </message>
    <message>
        <source>Paper, gelatine or dyes have changed: all of it is yellow, brown or red.</source>
        <translation>Papier, Gelatine oder Farbstoffe haben sich verändert: Alles ist gelb, braun oder rot.</translation>
    </message>
    <message>
        <source>Colour fringes</source>
        <translation>Farbsäume</translation>
    </message>
    <message>
        <source>One colour channel has slipped: coloured seams along edges.</source>
        <translation>Ein Farbkanal ist verrutscht: farbige Säume entlang der Kanten.</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>Pixelversatz</translation>
    </message>
    <message>
        <source>Pixels are scattered by small random shifts; edges look frayed.</source>
        <translation>Pixel sind zufällig um ein kleines Stück verschoben; Kanten wirken ausgefranst.</translation>
    </message>
    <message>
        <source>Motion blur</source>
        <translation>Bewegungsunschärfe</translation>
    </message>
    <message>
        <source>The camera or the subject moved: everything is smeared in one direction.</source>
        <translation>Kamera oder Motiv haben sich bewegt: Alles ist in eine Richtung verwischt.</translation>
    </message>
    <message>
        <source>Out of focus</source>
        <translation>Fehlfokus</translation>
    </message>
    <message>
        <source>The lens was not in focus: points became discs.</source>
        <translation>Das Objektiv war nicht scharf gestellt: Aus Punkten wurden Scheiben.</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>Unschärfe</translation>
    </message>
    <message>
        <source>The whole picture is soft, without a direction.</source>
        <translation>Das ganze Bild ist weich, ohne eine Richtung.</translation>
    </message>
    <message>
        <source>Old-photo translation</source>
        <translation>Übersetzung alter Fotos</translation>
    </message>
    <message>
        <source>Tones, texture and damage of an old photograph, changed together to a clean one&apos;s.</source>
        <translation>Töne, Struktur und Schäden eines alten Fotos, zusammen in die eines sauberen verwandelt.</translation>
    </message>
    <message>
        <source>Blurred faces</source>
        <translation>Unscharfe Gesichter</translation>
    </message>
    <message>
        <source>Faces are small, soft or grainy: they show less than they could.</source>
        <translation>Gesichter sind klein, weich oder körnig: Sie zeigen weniger, als sie könnten.</translation>
    </message>
    <message>
        <source>Clipping</source>
        <translation>Übersteuerung</translation>
    </message>
    <message>
        <source>The recording was too loud: the tops of the waves are cut off and crackle.</source>
        <translation>Die Aufnahme war zu laut: Die Spitzen der Wellen sind abgeschnitten und klirren.</translation>
    </message>
    <message>
        <source>Clicks and crackle</source>
        <translation>Knackser</translation>
    </message>
    <message>
        <source>Short ticks and pops, as from dust and scratches on a record.</source>
        <translation>Kurze Knackser und Knaller wie von Staub und Kratzern auf einer Schallplatte.</translation>
    </message>
    <message>
        <source>Hum</source>
        <translation>Brummen</translation>
    </message>
    <message>
        <source>A steady low tone with overtones, from the mains at 50 or 60 hertz.</source>
        <translation>Ein gleichmäßiger tiefer Ton mit Obertönen, vom Stromnetz mit 50 oder 60 Hertz.</translation>
    </message>
    <message>
        <source>Echo</source>
        <translation>Echo</translation>
    </message>
    <message>
        <source>Everything is heard again, once or several times, a moment later.</source>
        <translation>Alles ist einen Augenblick später noch einmal zu hören, auch mehrmals.</translation>
    </message>
    <message>
        <source>Background noise</source>
        <translation>Störgeräusche</translation>
    </message>
    <message>
        <source>Hiss, wind, traffic or other voices lie under the whole recording.</source>
        <translation>Rauschen, Wind, Verkehr oder andere Stimmen liegen unter der ganzen Aufnahme.</translation>
    </message>
    <message>
        <source>Reverberation</source>
        <translation>Nachhall</translation>
    </message>
    <message>
        <source>The room lingers in the recording: it sounds far away and blurred.</source>
        <translation>Der Raum klingt in der Aufnahme nach: Sie wirkt fern und verschwommen.</translation>
    </message>
    <message>
        <source>Limited bandwidth</source>
        <translation>Begrenzte Bandbreite</translation>
    </message>
    <message>
        <source>Highs or lows are missing, as on the telephone or an old record.</source>
        <translation>Höhen oder Tiefen fehlen wie am Telefon oder auf einer alten Schallplatte.</translation>
    </message>
    <message>
        <source>Wow</source>
        <translation>Jaulen</translation>
    </message>
    <message>
        <source>The pitch rises and falls slowly, as from a record off its centre.</source>
        <translation>Die Tonhöhe schwankt langsam wie bei einer Schallplatte, die nicht mittig liegt.</translation>
    </message>
    <message>
        <source>Pasted {time}</source>
        <translation>Eingefügt {time}</translation>
    </message>
    <message>
        <source>Photographs ({patterns})</source>
        <translation>Fotos ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Choose the undamaged picture</source>
        <translation>Unbeschädigtes Bild auswählen</translation>
    </message>
    <message>
        <source>Recordings ({patterns})</source>
        <translation>Aufnahmen ({patterns})</translation>
    </message>
    <message>
        <source>Photographs, recordings and sessions ({patterns})</source>
        <translation>Fotos, Aufnahmen und Sitzungen ({patterns})</translation>
    </message>
    <message>
        <source>Open photographs and recordings</source>
        <translation>Fotos und Aufnahmen öffnen</translation>
    </message>
    <message>
        <source>Choose the undamaged recording</source>
        <translation>Die unbeschädigte Aufnahme wählen</translation>
    </message>
    <message>
        <source>Open a folder of photographs or recordings</source>
        <translation>Einen Ordner mit Fotos oder Aufnahmen öffnen</translation>
    </message>
    <message>
        <source>Restore a folder of photographs or recordings</source>
        <translation>Einen Ordner mit Fotos oder Aufnahmen restaurieren</translation>
    </message>
    <message>
        <source>Choose where to save</source>
        <translation>Speicherort auswählen</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner auswählen</translation>
    </message>
    <message>
        <source>Plans (*.json)</source>
        <translation>Pläne (*.json)</translation>
    </message>
    <message>
        <source>Open a plan</source>
        <translation>Plan öffnen</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>Plan speichern</translation>
    </message>
    <message>
        <source>Choose a mask: white is filled</source>
        <translation>Eine Maske wählen: Weißes wird gefüllt</translation>
    </message>
    <message>
        <source>Save the mask</source>
        <translation>Die Maske speichern</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG-Bilder (*.png)</translation>
    </message>
    <message>
        <source>Save the session</source>
        <translation>Sitzung speichern</translation>
    </message>
    <message>
        <source>Sessions of Restorer (*.restorer)</source>
        <translation>Sitzungen von Restorer (*.restorer)</translation>
    </message>
    <message>
        <source>Table for spreadsheets</source>
        <translation>Tabelle für die Tabellenkalkulation</translation>
    </message>
    <message>
        <source>JSON for programs</source>
        <translation>JSON für Programme</translation>
    </message>
    <message>
        <source>Save the measurements</source>
        <translation>Messwerte speichern</translation>
    </message>
    <message numerus="yes">
        <source>%n restored files are not saved yet.</source>
        <translation>
            <numerusform>Eine restaurierte Datei ist noch nicht gespeichert.</numerusform>
            <numerusform>%n restaurierte Dateien sind noch nicht gespeichert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n restored photographs are not saved yet.</source>
        <translation>
            <numerusform>Ein restauriertes Foto ist noch nicht gespeichert.</numerusform>
            <numerusform>%n restaurierte Fotos sind noch nicht gespeichert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Your originals are untouched either way.</source>
        <translation>Ihre Originale bleiben in jedem Fall unverändert.</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>Schließen, ohne zu speichern</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Delete the preset &apos;{name}&apos;?</source>
        <translation>Die Vorlage „{name}“ löschen?</translation>
    </message>
    <message>
        <source>Plans that were made with it stay as they are.</source>
        <translation>Pläne, die damit entstanden sind, bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>red</source>
        <translation>rot</translation>
    </message>
    <message>
        <source>orange</source>
        <translation>orange</translation>
    </message>
    <message>
        <source>yellow</source>
        <translation>gelb</translation>
    </message>
    <message>
        <source>green</source>
        <translation>grün</translation>
    </message>
    <message>
        <source>cyan</source>
        <translation>türkis</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>blau</translation>
    </message>
    <message>
        <source>violet</source>
        <translation>violett</translation>
    </message>
    <message>
        <source>magenta</source>
        <translation>magenta</translation>
    </message>
    <message>
        <source>The picture</source>
        <translation>Das Bild</translation>
    </message>
    <message>
        <source>Against the reference</source>
        <translation>Zur Referenz</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>The pixels that changed visibly. Before and after are as close as {psnr}.</source>
        <translation>Die Pixel, die sich sichtbar geändert haben. Vorher und nachher stimmen überein bis auf {psnr}.</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Difference, {n} times stronger</source>
        <translation>Unterschied, {n}-fach verstärkt</translation>
    </message>
    <message>
        <source>How strong it was found to be; it is {before} before.</source>
        <translation>Wie stark der Fehler ist; vorher ist er {before}.</translation>
    </message>
    <message>
        <source>How strong it was found to be; it is {before} before and {after} after.</source>
        <translation>Wie stark der Fehler ist; vorher ist er {before}, nachher {after}.</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>identical</source>
        <translation>identisch</translation>
    </message>
    <message>
        <source>{n} dB</source>
        <translation>{n} dB</translation>
    </message>
    <message>
        <source>no trace</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>slightly {hue}</source>
        <translation>leicht {hue}</translation>
    </message>
    <message>
        <source>How far pixels stray from their surroundings, of 255 steps; below 2 nobody sees it.</source>
        <translation>Wie weit Pixel von ihrer Umgebung abweichen, von 255 Stufen; unter 2 ist nichts zu sehen.</translation>
    </message>
    <message>
        <source>JPEG quality</source>
        <translation>JPEG-Qualität</translation>
    </message>
    <message>
        <source>Of 100: what the picture was last saved with, read from its blocks; below 60 it shows.</source>
        <translation>Von 100: womit das Bild zuletzt gespeichert wurde, abgelesen an seinen Blöcken; unter 60 ist es zu sehen.</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>Schärfe</translation>
    </message>
    <message>
        <source>How much would be lost by blurring; a sharp photograph has 40 to 80 %.</source>
        <translation>Wie viel durch Weichzeichnen verloren ginge; ein scharfes Foto hat 40 bis 80 %.</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Helligkeit</translation>
    </message>
    <message>
        <source>The mean lightness, 0 black, 100 white; most photographs have 30 to 60.</source>
        <translation>Die mittlere Helligkeit, 0 schwarz, 100 weiß; die meisten Fotos haben 30 bis 60.</translation>
    </message>
    <message>
        <source>Clipped</source>
        <translation>Abgeschnitten</translation>
    </message>
    <message>
        <source>Pixels at the very end of the scale, where light or shadow has lost its detail.</source>
        <translation>Pixel ganz am Ende der Skala, wo Licht oder Schatten keine Zeichnung mehr hat.</translation>
    </message>
    <message>
        <source>Colour cast</source>
        <translation>Farbstich</translation>
    </message>
    <message>
        <source>The colour of what ought to be grey.</source>
        <translation>Die Farbe dessen, was grau sein sollte.</translation>
    </message>
    <message>
        <source>Closeness to the reference, in decibels: 3 more is half the error; from 40 on they look the same.</source>
        <translation>Nähe zur Referenz in Dezibel: 3 mehr bedeuten den halben Fehler; ab 40 sehen beide gleich aus.</translation>
    </message>
    <message>
        <source>Likeness of structure, 1 at most: how well shapes and textures agree.</source>
        <translation>Ähnlichkeit der Struktur, höchstens 1: wie gut Formen und Oberflächen übereinstimmen.</translation>
    </message>
    <message>
        <source>Likeness of edges and contours, 1 at most, weighted by how much they stand out.</source>
        <translation>Ähnlichkeit von Kanten und Umrissen, höchstens 1, gewichtet danach, wie sehr sie auffallen.</translation>
    </message>
    <message>
        <source>The reference&apos;s signal over the error, in decibels; bright pictures have more.</source>
        <translation>Das Signal der Referenz im Verhältnis zum Fehler, in Dezibel; helle Bilder haben mehr.</translation>
    </message>
    <message>
        <source>The mean squared error on the scale 0 to 255: 0 is identical.</source>
        <translation>Der mittlere quadratische Fehler auf der Skala von 0 bis 255: 0 ist identisch.</translation>
    </message>
    <message>
        <source>{share} % of clean photographs recognised</source>
        <translation>{share} % der einwandfreien Fotos erkannt</translation>
    </message>
    <message>
        <source>{share} % of all damage named rightly</source>
        <translation>{share} % aller Schäden richtig benannt</translation>
    </message>
    <message>
        <source>{share} % of strong damage named rightly</source>
        <translation>{share} % der starken Schäden richtig benannt</translation>
    </message>
    <message>
        <source>{share} % of clean photographs left untouched</source>
        <translation>{share} % der einwandfreien Fotos unverändert gelassen</translation>
    </message>
    <message>
        <source>{share} % named rightly at the end of the training</source>
        <translation>{share} % richtig benannt am Ende des Trainings</translation>
    </message>
    <message>
        <source>{share} % of aged faces known again</source>
        <translation>{share} % der gealterten Gesichter wiedererkannt</translation>
    </message>
    <message>
        <source>{share} % similar to the same face</source>
        <translation>{share} % Ähnlichkeit mit demselben Gesicht</translation>
    </message>
    <message>
        <source>{share} % similar to other faces</source>
        <translation>{share} % Ähnlichkeit mit anderen Gesichtern</translation>
    </message>
    <message>
        <source>average precision {share} % on easy faces of WIDER FACE</source>
        <translation>mittlere Genauigkeit {share} % bei leichten Gesichtern von WIDER FACE</translation>
    </message>
    <message>
        <source>{share} % on medium ones</source>
        <translation>{share} % bei mittelschweren</translation>
    </message>
    <message>
        <source>{share} % on hard ones</source>
        <translation>{share} % bei schweren</translation>
    </message>
    <message>
        <source>damage found with an F1 score of {share} %</source>
        <translation>Schäden gefunden mit einem F1-Wert von {share} %</translation>
    </message>
    <message>
        <source>{share} % of undamaged area taken for damage</source>
        <translation>{share} % unbeschädigter Fläche für Schaden gehalten</translation>
    </message>
    <message>
        <source>samples of clicks found with an F1 score of {share} %</source>
        <translation>Abtastwerte von Knacksern mit einem F1-Wert von {share} % gefunden</translation>
    </message>
    <message>
        <source>{share} % of all other samples taken for clicks</source>
        <translation>{share} % aller übrigen Abtastwerte für Knackser gehalten</translation>
    </message>
    <message>
        <source>{share} % of clean ones recognised at the end of the training</source>
        <translation>{share} % der einwandfreien am Ende des Trainings erkannt</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Shared start of the repairs</source>
        <translation>Gemeinsamer Anfang</translation>
    </message>
    <message>
        <source>Grey denoiser</source>
        <translation>Grau-Entrauscher</translation>
    </message>
    <message>
        <source>Knowing faces again</source>
        <translation>Gesichter wiedererkennen</translation>
    </message>
    <message>
        <source>Finding faces</source>
        <translation>Gesichter finden</translation>
    </message>
    <message>
        <source>{what}, second stage</source>
        <translation>{what}, zweite Stufe</translation>
    </message>
    <message>
        <source>{what}, where they are</source>
        <translation>{what}: wo sie sind</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>{n} MB</source>
        <translation>{n} MB</translation>
    </message>
    <message>
        <source>Checksum</source>
        <translation>Prüfsumme</translation>
    </message>
    <message>
        <source>Trained</source>
        <translation>Trainiert</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>recipe {name}, {n} steps</source>
        <translation>Rezept {name}, {n} Schritte</translation>
    </message>
    <message>
        <source>{values} dB closer to the truth at levels {first} to {last}</source>
        <translation>{values} dB näher am Original bei den Stufen {first} bis {last}</translation>
    </message>
    <message>
        <source>{before} dB before and {after} dB after, at the end of the training</source>
        <translation>{before} dB vorher und {after} dB nachher, am Ende des Trainings</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>Prozessor (CPU)</translation>
    </message>
    <message>
        <source>NVIDIA graphics card</source>
        <translation>NVIDIA-Grafikkarte</translation>
    </message>
    <message>
        <source>Apple graphics</source>
        <translation>Apple-Grafik</translation>
    </message>
    <message>
        <source>{n} pixels</source>
        <translation>{n} Pixel</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Half (bf16)</source>
        <translation>Halbe (bf16)</translation>
    </message>
    <message>
        <source>Full (fp32)</source>
        <translation>Volle (fp32)</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Beside the original</source>
        <translation>Neben dem Original</translation>
    </message>
    <message>
        <source>Another folder …</source>
        <translation>Anderer Ordner …</translation>
    </message>
    <message>
        <source>slight</source>
        <translation>gering</translation>
    </message>
    <message>
        <source>mild</source>
        <translation>leicht</translation>
    </message>
    <message>
        <source>clear</source>
        <translation>deutlich</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>stark</translation>
    </message>
    <message>
        <source>Damage of the surface (scratches, dust, creases, tears)</source>
        <translation>Schäden der Oberfläche (Kratzer, Staub, Knicke, Risse)</translation>
    </message>
    <message>
        <source>Colour block overlay</source>
        <translation>Überlagerte Farbblöcke</translation>
    </message>
    <message>
        <source>Impulse (salt and pepper) noise</source>
        <translation>Impulsrauschen (Salz und Pfeffer)</translation>
    </message>
    <message>
        <source>JPEG compression artefacts</source>
        <translation>Spuren der JPEG-Kompression</translation>
    </message>
    <message>
        <source>JPEG 2000 (wavelet) compression artefacts</source>
        <translation>Spuren der JPEG-2000-Kompression (Wavelets)</translation>
    </message>
    <message>
        <source>Colour quantisation</source>
        <translation>Farbquantisierung</translation>
    </message>
    <message>
        <source>Residual traces of a denoiser</source>
        <translation>Restspuren einer Entrauschung</translation>
    </message>
    <message>
        <source>Additive white Gaussian noise</source>
        <translation>Additives weißes Gaußsches Rauschen</translation>
    </message>
    <message>
        <source>Gaussian noise in the YCbCr colour components</source>
        <translation>Gaußsches Rauschen in den YCbCr-Farbkomponenten</translation>
    </message>
    <message>
        <source>Multiplicative (speckle) noise</source>
        <translation>Multiplikatives Rauschen (Speckle)</translation>
    </message>
    <message>
        <source>Film grain, paper texture or halftone screen</source>
        <translation>Filmkorn, Papierstruktur oder Druckraster</translation>
    </message>
    <message>
        <source>Shift of one colour channel</source>
        <translation>Verschiebung eines Farbkanals</translation>
    </message>
    <message>
        <source>Random spatial jitter of pixels</source>
        <translation>Zufälliger räumlicher Versatz der Pixel</translation>
    </message>
    <message>
        <source>Linear motion blur</source>
        <translation>Geradlinige Bewegungsunschärfe</translation>
    </message>
    <message>
        <source>Defocus (disc-shaped) blur</source>
        <translation>Defokussierung (scheibenförmige Unschärfe)</translation>
    </message>
    <message>
        <source>Gaussian blur</source>
        <translation>Gaußsche Unschärfe</translation>
    </message>
    <message>
        <source>Latent translation of an old photograph to a clean one</source>
        <translation>Latente Übersetzung eines alten Fotos in ein sauberes</translation>
    </message>
    <message>
        <source>Faces with little detail or much noise for their size</source>
        <translation>Gesichter mit wenig Einzelheiten oder viel Rauschen für ihre Größe</translation>
    </message>
    <message>
        <source>Clipping at full scale</source>
        <translation>Begrenzung bei Vollaussteuerung (Clipping)</translation>
    </message>
    <message>
        <source>Impulsive disturbances (clicks, pops, crackle)</source>
        <translation>Impulsstörungen (Klicks, Knackser, Knistern)</translation>
    </message>
    <message>
        <source>Mains hum with harmonics</source>
        <translation>Netzbrummen mit Oberwellen</translation>
    </message>
    <message>
        <source>Discrete echoes (comb filter)</source>
        <translation>Einzelne Echos (Kammfilter)</translation>
    </message>
    <message>
        <source>Additive background noise</source>
        <translation>Additives Hintergrundgeräusch</translation>
    </message>
    <message>
        <source>Room reverberation</source>
        <translation>Raumnachhall</translation>
    </message>
    <message>
        <source>Band limiting</source>
        <translation>Bandbegrenzung</translation>
    </message>
    <message>
        <source>Slow frequency modulation (wow)</source>
        <translation>Langsame Frequenzmodulation (Jaulen)</translation>
    </message>
    <message>
        <source>very strong</source>
        <translation>sehr stark</translation>
    </message>
    <message>
        <source>{percent} % sure</source>
        <translation>zu {percent} % sicher</translation>
    </message>
    <message>
        <source>under 1 % likely</source>
        <translation>unter 1 % wahrscheinlich</translation>
    </message>
    <message>
        <source>{percent} % likely</source>
        <translation>zu {percent} % wahrscheinlich</translation>
    </message>
    <message>
        <source>{severity}, now gone</source>
        <translation>{severity}, jetzt weg</translation>
    </message>
    <message>
        <source>{severity}, now {less}</source>
        <translation>{severity}, jetzt {less}</translation>
    </message>
    <message>
        <source>still {severity}</source>
        <translation>weiterhin {severity}</translation>
    </message>
    <message>
        <source>severity {value} of {most}</source>
        <translation>Stärke {value} von {most}</translation>
    </message>
    <message>
        <source>under 1 s</source>
        <translation>&lt; 1 s</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>about {n} KB</source>
        <translation>etwa {n} KB</translation>
    </message>
    <message>
        <source>about {n} MB</source>
        <translation>etwa {n} MB</translation>
    </message>
    <message>
        <source>a few seconds left</source>
        <translation>noch ein paar Sekunden</translation>
    </message>
    <message>
        <source>about {n} s left</source>
        <translation>noch etwa {n} s</translation>
    </message>
    <message>
        <source>about {n} min left</source>
        <translation>noch etwa {n} min</translation>
    </message>
    <message>
        <source>about {n} h left</source>
        <translation>noch etwa {n} h</translation>
    </message>
    <message>
        <source>not looked at yet</source>
        <translation>noch nicht angesehen</translation>
    </message>
    <message>
        <source>being worked on</source>
        <translation>in Arbeit</translation>
    </message>
    <message>
        <source>something was found</source>
        <translation>etwas wurde gefunden</translation>
    </message>
    <message>
        <source>stays as it is</source>
        <translation>bleibt, wie es ist</translation>
    </message>
    <message>
        <source>restored, not saved yet</source>
        <translation>restauriert, noch nicht gespeichert</translation>
    </message>
    <message>
        <source>restored and saved</source>
        <translation>restauriert und gespeichert</translation>
    </message>
    <message>
        <source>there is a problem</source>
        <translation>es gibt ein Problem</translation>
    </message>
    <message>
        <source>Listening to</source>
        <translation>Prüfe</translation>
    </message>
    <message numerus="yes">
        <source>%n files open</source>
        <translation>
            <numerusform>Eine Datei offen</numerusform>
            <numerusform>%n Dateien offen</numerusform>
        </translation>
    </message>
    <message>
        <source>Back to what was proposed</source>
        <translation>Zurück zum Vorschlag</translation>
    </message>
    <message>
        <source>Faces chosen</source>
        <translation>Gesichter ausgewählt</translation>
    </message>
    <message>
        <source>Sepia kept</source>
        <translation>Sepia behalten</translation>
    </message>
    <message>
        <source>Sepia not kept</source>
        <translation>Sepia nicht behalten</translation>
    </message>
    <message>
        <source>The whole recording</source>
        <translation>Die ganze Aufnahme</translation>
    </message>
    <message>
        <source>Only {region}</source>
        <translation>Nur {region}</translation>
    </message>
    <message>
        <source>{start} to {stop}</source>
        <translation>{start} bis {stop}</translation>
    </message>
    <message>
        <source>Sensitivity at {share}</source>
        <translation>Empfindlichkeit {share}</translation>
    </message>
    <message>
        <source>Area erased</source>
        <translation>Fläche ausgenommen</translation>
    </message>
    <message>
        <source>Area painted</source>
        <translation>Fläche bemalt</translation>
    </message>
    <message>
        <source>Eraser stroke</source>
        <translation>Strich mit dem Radierer</translation>
    </message>
    <message>
        <source>Brush stroke</source>
        <translation>Pinselstrich</translation>
    </message>
    <message>
        <source>Mask imported</source>
        <translation>Maske importiert</translation>
    </message>
    <message>
        <source>Mask cleared</source>
        <translation>Maske geleert</translation>
    </message>
    <message>
        <source>Mask inverted</source>
        <translation>Maske umgekehrt</translation>
    </message>
    <message>
        <source>Mask grown by {n} px</source>
        <translation>Maske um {n} px vergrößert</translation>
    </message>
    <message>
        <source>Mask shrunk by {n} px</source>
        <translation>Maske um {n} px verkleinert</translation>
    </message>
    <message>
        <source>Left as it is.</source>
        <translation>Bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Refined to {share}.</source>
        <translation>Zu {share} aufgefrischt.</translation>
    </message>
    <message>
        <source>Refined to {share}, {alike} alike.</source>
        <translation>Zu {share} aufgefrischt, zu {alike} ähnlich.</translation>
    </message>
    <message>
        <source>Too small to be refined</source>
        <translation>Zu klein zum Auffrischen</translation>
    </message>
    <message>
        <source>Soft or noisy</source>
        <translation>Weich oder verrauscht</translation>
    </message>
    <message>
        <source>Sharp</source>
        <translation>Scharf</translation>
    </message>
    <message>
        <source>one file</source>
        <translation>eine Datei</translation>
    </message>
    <message>
        <source>{n} files</source>
        <translation>{n} Dateien</translation>
    </message>
    <message>
        <source>Looking for files</source>
        <translation>Dateien werden gesucht</translation>
    </message>
    <message>
        <source>The session is saved as &apos;{name}&apos;. It holds plans and changes; restored files are saved one by one.</source>
        <translation>Die Sitzung ist als „{name}“ gespeichert. Sie enthält Pläne und Änderungen; restaurierte Dateien werden einzeln gespeichert.</translation>
    </message>
    <message>
        <source>Gentle</source>
        <translation>Behutsam</translation>
    </message>
    <message>
        <source>Takes half of every repair that was surely found: a first careful step for any picture.</source>
        <translation>Nimmt von jeder Reparatur, deren Fehler sicher gefunden wurde, die Hälfte: ein erster vorsichtiger Schritt für jedes Bild.</translation>
    </message>
    <message>
        <source>Old photograph</source>
        <translation>Altes Foto</translation>
    </message>
    <message>
        <source>Fills scratches and tears, takes away most of the grain, brings back tones and colours, and refines faces.</source>
        <translation>Füllt Kratzer und Risse, nimmt das meiste Korn weg, bringt Töne und Farben zurück und verfeinert Gesichter.</translation>
    </message>
    <message>
        <source>Scan of a print</source>
        <translation>Scan eines Abzugs</translation>
    </message>
    <message>
        <source>Takes away the compression of the scanner and some of the paper&apos;s grain, and leaves its softness.</source>
        <translation>Nimmt die Kompression des Scanners und einen Teil der Papierkörnung weg und lässt dem Bild seine Weichheit.</translation>
    </message>
    <message>
        <source>Phone photograph</source>
        <translation>Handyfoto</translation>
    </message>
    <message>
        <source>Takes away strong compression, the halos of sharpening around it, and colour noise from little light.</source>
        <translation>Nimmt starke Kompression, die Säume vom Nachschärfen und das Farbrauschen von wenig Licht weg.</translation>
    </message>
    <message>
        <source>Newspaper</source>
        <translation>Zeitung</translation>
    </message>
    <message>
        <source>Softens the dots and the roughness of printed pictures; the dots do not go entirely.</source>
        <translation>Mildert die Rasterpunkte und die Rauheit gedruckter Bilder; die Punkte verschwinden nicht ganz.</translation>
    </message>
    <message>
        <source>Preset: {name}</source>
        <translation>Vorlage: {name}</translation>
    </message>
    <message>
        <source>Restorer ended unexpectedly last time. Everything that was open is back, as you left it.</source>
        <translation>Restorer wurde beim letzten Mal unerwartet beendet. Alles, was offen war, ist wieder da, so wie Sie es verlassen haben.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos;</source>
        <translation>„{name}“</translation>
    </message>
    <message>
        <source>{names} and {n} more</source>
        <translation>{names} und {n} weitere</translation>
    </message>
    <message>
        <source>Not found where they were: {names}. Everything else is open. Put them back, or bring in their drive, and open the session again.</source>
        <translation>Nicht mehr an ihrem Ort: {names}. Alles andere ist geöffnet. Legen Sie sie dorthin zurück oder schließen Sie ihr Laufwerk an, und öffnen Sie die Sitzung dann noch einmal.</translation>
    </message>
    <message>
        <source>Loss of contrast with age</source>
        <translation>Kontrastverlust durch Alterung</translation>
    </message>
    <message>
        <source>Colour cast of paper and dyes with age</source>
        <translation>Farbstich von Papier und Farbstoffen durch Alterung</translation>
    </message>
    <message>
        <source>estimated sigma {n} of 255</source>
        <translation>geschätztes Sigma {n} von 255</translation>
    </message>
    <message>
        <source>estimated quality {n} of 100</source>
        <translation>geschätzte Qualität {n} von 100</translation>
    </message>
    <message>
        <source>{n} % of the pixels are black or white</source>
        <translation>{n} % der Pixel sind schwarz oder weiß</translation>
    </message>
    <message>
        <source>Waiting until you go on</source>
        <translation>Wartet, bis Sie fortsetzen</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Looking at it</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>Restauriere</translation>
    </message>
    <message>
        <source>Restored as {name}</source>
        <translation>Restauriert als {name}</translation>
    </message>
    <message>
        <source>Nothing was wrong with it</source>
        <translation>Es war nichts zu beanstanden</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Skipped: {name} is there already</source>
        <translation>Übersprungen: {name} gibt es schon</translation>
    </message>
    <message>
        <source>{done} of {all} done</source>
        <translation>{done} von {all} fertig</translation>
    </message>
    <message>
        <source>{n} with a problem</source>
        <translation>{n} mit einem Problem</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Queue: {summary}</source>
        <translation>Warteschlange: {summary}</translation>
    </message>
    <message>
        <source>Looking for files, {n} found so far</source>
        <translation>Dateien werden gesucht, bisher {n} gefunden</translation>
    </message>
    <message>
        <source>One file was not finished last time.</source>
        <translation>Eine Datei wurde letztes Mal nicht fertig.</translation>
    </message>
    <message>
        <source>{n} of {all} files were not finished last time.</source>
        <translation>{n} von {all} Dateien wurden letztes Mal nicht fertig.</translation>
    </message>
    <message>
        <source>There is nothing to restore in there.</source>
        <translation>Darin ist nichts zu restaurieren.</translation>
    </message>
    <message>
        <source>The files could not be queued ({type}: {error}). Please report this.</source>
        <translation>Die Dateien konnten nicht eingereiht werden ({type}: {error}). Bitte melden Sie das.</translation>
    </message>
    <message>
        <source>The folder &apos;{folder}&apos; is not there any more, so the queue is paused. Connect its drive again, then try again. Nothing is lost.</source>
        <translation>Den Ordner „{folder}“ gibt es nicht mehr, darum ist die Warteschlange angehalten. Schließen Sie sein Laufwerk wieder an und versuchen Sie es dann noch einmal. Es ist nichts verloren.</translation>
    </message>
    <message>
        <source>The disk of the folder &apos;{folder}&apos; is full, so the queue is paused. Free some space, then try again. Nothing is lost.</source>
        <translation>Der Datenträger mit dem Ordner „{folder}“ ist voll, darum ist die Warteschlange angehalten. Schaffen Sie etwas Platz und versuchen Sie es dann noch einmal. Es ist nichts verloren.</translation>
    </message>
    <message>
        <source>Something unexpected stopped Restorer at &apos;{name}&apos;. You can try again; if it stays, report this: {type}: {error}</source>
        <translation>Etwas Unerwartetes hat Restorer bei „{name}“ unterbrochen. Sie können es noch einmal versuchen; wenn es dabei bleibt, melden Sie bitte dies: {type}: {error}</translation>
    </message>
    <message>
        <source>Looking at</source>
        <translation>Prüfe</translation>
    </message>
    <message numerus="yes">
        <source>%n more waiting</source>
        <translation>
            <numerusform>%n weiteres wartet</numerusform>
            <numerusform>%n weitere warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photographs open</source>
        <translation>
            <numerusform>%n Foto geöffnet</numerusform>
            <numerusform>%n Fotos geöffnet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not saved yet</source>
        <translation>
            <numerusform>%n noch nicht gespeichert</numerusform>
            <numerusform>%n noch nicht gespeichert</numerusform>
        </translation>
    </message>
    <message>
        <source>There is not enough memory for &apos;{name}&apos;. Close other programs, then try again.</source>
        <translation>Für „{name}“ reicht der Arbeitsspeicher nicht. Schließen Sie andere Programme und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>looking at</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>restoring</source>
        <translation>Restaurieren</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>measuring</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Something unexpected stopped Restorer while {doing} &apos;{name}&apos;. The original is untouched. You can try again; if it stays, report this: {type}: {error}</source>
        <translation>Etwas Unerwartetes hat Restorer beim {doing} von „{name}“ unterbrochen. Das Original ist unverändert. Sie können es noch einmal versuchen; wenn es dabei bleibt, melden Sie bitte dies: {type}: {error}</translation>
    </message>
    <message>
        <source>As proposed</source>
        <translation>Wie vorgeschlagen</translation>
    </message>
    <message>
        <source>Left as it was</source>
        <translation>Belassen, wie es war</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Restauriert</translation>
    </message>
    <message>
        <source>{what} added</source>
        <translation>{what} hinzugefügt</translation>
    </message>
    <message>
        <source>{what} removed</source>
        <translation>{what} entfernt</translation>
    </message>
    <message>
        <source>{what} on</source>
        <translation>{what} an</translation>
    </message>
    <message>
        <source>{what} off</source>
        <translation>{what} aus</translation>
    </message>
    <message>
        <source>{what} at {share}</source>
        <translation>{what} auf {share}</translation>
    </message>
    <message>
        <source>Detail of {what} at {share}</source>
        <translation>{what}: Details auf {share}</translation>
    </message>
    <message>
        <source>Steps reordered</source>
        <translation>Schritte umgeordnet</translation>
    </message>
    <message>
        <source>Trying {what}</source>
        <translation>Versuch: {what}</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is no device; choose one of {known}</source>
        <translation>„{name}“ ist kein Gerät; wählen Sie eines von diesen: {known}</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is no precision; choose one of {known}</source>
        <translation>„{name}“ ist keine Genauigkeit; wählen Sie eine von diesen: {known}</translation>
    </message>
    <message>
        <source>there is no {name} device here; choose auto or the processor (cpu) instead</source>
        <translation>Ein Gerät „{name}“ gibt es hier nicht; wählen Sie stattdessen Automatisch (auto) oder den Prozessor (cpu)</translation>
    </message>
    <message>
        <source>The PyTorch that is installed can not use NVIDIA graphics cards.</source>
        <translation>Das installierte PyTorch kann keine NVIDIA-Grafikkarten nutzen.</translation>
    </message>
    <message>
        <source>No NVIDIA graphics card with a working driver was found.</source>
        <translation>Es wurde keine NVIDIA-Grafikkarte mit funktionierendem Treiber gefunden.</translation>
    </message>
    <message>
        <source>Only Apple computers have one.</source>
        <translation>Die gibt es nur in Apple-Rechnern.</translation>
    </message>
    <message>
        <source>The PyTorch that is installed can not use Apple graphics.</source>
        <translation>Das installierte PyTorch kann die Apple-Grafik nicht nutzen.</translation>
    </message>
    <message>
        <source>It needs macOS 12.3 or later on Apple hardware.</source>
        <translation>Sie braucht macOS 12.3 oder neuer auf einem Apple-Rechner.</translation>
    </message>
    <message>
        <source>Looking at the photograph</source>
        <translation>Foto wird geprüft</translation>
    </message>
    <message>
        <source>Restoring the recording</source>
        <translation>Die Aufnahme wird restauriert</translation>
    </message>
    <message>
        <source>Saving the recording</source>
        <translation>Die Aufnahme wird gespeichert</translation>
    </message>
    <message>
        <source>the repair changed nothing.</source>
        <translation>die Reparatur hat nichts geändert.</translation>
    </message>
    <message>
        <source>Nothing is wrong with this recording that could be repaired here.</source>
        <translation>An dieser Aufnahme ist nichts, was hier repariert werden könnte.</translation>
    </message>
    <message>
        <source>The plan is empty.</source>
        <translation>Es war kein Schritt zu tun.</translation>
    </message>
    <message>
        <source>No step found anything to repair. The recording stays as it is.</source>
        <translation>Kein Schritt hat etwas zu reparieren gefunden. Die Aufnahme bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>Nothing was changed, because no face was refined.</source>
        <translation>Nichts wurde verändert, weil kein Gesicht aufgefrischt wurde.</translation>
    </message>
    <message>
        <source>Every step of the plan was carried out.</source>
        <translation>Alle Schritte wurden ausgeführt.</translation>
    </message>
    <message>
        <source>{name}: the plan asks for detail, which {model} does not have here; make the plan again</source>
        <translation>{name}: Der Plan verlangt Details, die {model} hier nicht hat; erstellen Sie den Plan neu</translation>
    </message>
    <message>
        <source>{model} has no model here that finds damage; reinstall Restorer, its models folder is incomplete</source>
        <translation>{model} hat hier kein Modell, das Schäden findet; installieren Sie Restorer neu, sein Ordner mit Modellen ist unvollständig</translation>
    </message>
    <message>
        <source>{model}: its architecture does not go with its task; reinstall Restorer</source>
        <translation>{model}: Die Architektur passt nicht zur Aufgabe; installieren Sie Restorer neu</translation>
    </message>
    <message>
        <source>no face was found.</source>
        <translation>Es wurde kein Gesicht gefunden.</translation>
    </message>
    <message>
        <source>every face was left alone.</source>
        <translation>Jedes Gesicht bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>The repair did not help on the whole photograph, so it stays as it was.</source>
        <translation>Auf dem ganzen Foto hat die Reparatur nicht geholfen, darum bleibt es, wie es war.</translation>
    </message>
    <message>
        <source>{model}: the network returned an even area instead of a picture; run &apos;restorer models verify&apos;, or let it run on the processor (cpu)</source>
        <translation>{model}: Das Netz hat statt eines Bildes eine leere Fläche geliefert; prüfen Sie die Modelle mit „restorer models verify“, oder lassen Sie es auf dem Prozessor (cpu) rechnen</translation>
    </message>
    <message>
        <source>No further step made the photograph better.</source>
        <translation>Kein weiterer Schritt hat das Foto verbessert.</translation>
    </message>
    <message>
        <source>It stopped after as many passes as it may make.</source>
        <translation>Die höchste Zahl an Durchgängen ist erreicht.</translation>
    </message>
    <message>
        <source>the repair changed nothing that can be seen.</source>
        <translation>Die Reparatur hat nichts sichtbar verändert.</translation>
    </message>
    <message>
        <source>the photograph did not look better.</source>
        <translation>Das Foto sah danach nicht besser aus.</translation>
    </message>
    <message>
        <source>Nothing is wrong any more.</source>
        <translation>Es ist nichts mehr zu beanstanden.</translation>
    </message>
    <message>
        <source>Nothing is wrong with this photograph but its faces.</source>
        <translation>An diesem Foto fehlt nichts, nur an seinen Gesichtern.</translation>
    </message>
    <message>
        <source>Nothing is wrong with this photograph. It stays as it is.</source>
        <translation>Mit diesem Foto ist alles in Ordnung. Es bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>No model repairs what is left</source>
        <translation>Kein Modell behebt, was übrig ist</translation>
    </message>
    <message>
        <source>Nothing is left that a further step could repair.</source>
        <translation>Es ist nichts übrig, was ein weiterer Schritt beheben könnte.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>The language of the window.</source>
        <translation>Die Sprache des Fensters.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Light or dark; photographs always lie on neutral grey.</source>
        <translation>Hell oder dunkel; Fotos liegen immer auf neutralem Grau.</translation>
    </message>
    <message>
        <source>Save in</source>
        <translation>Speichern in</translation>
    </message>
    <message>
        <source>Where “Save as” starts; originals are never written over.</source>
        <translation>Wo „Speichern unter“ beginnt; Originale werden nie überschrieben.</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>Rechnet auf</translation>
    </message>
    <message>
        <source>Where the networks run; a graphics card is many times faster.</source>
        <translation>Wo die Netze rechnen; eine Grafikkarte ist um ein Vielfaches schneller.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>How exactly the networks calculate; more exact is slower, rarely better.</source>
        <translation>Wie genau die Netze rechnen; genauer ist langsamer, selten besser.</translation>
    </message>
    <message>
        <source>Tile size</source>
        <translation>Kachelgröße</translation>
    </message>
    <message>
        <source>Photographs are restored in tiles; smaller ones need less memory.</source>
        <translation>Fotos werden in Kacheln restauriert; kleinere brauchen weniger Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>Processor cores</source>
        <translation>Prozessorkerne</translation>
    </message>
    <message>
        <source>How many are used for restoring; fewer leave room for other programs.</source>
        <translation>Wie viele zum Restaurieren dienen; weniger lassen anderen Programmen Platz.</translation>
    </message>
    <message>
        <source>{path}: the settings can not be saved ({error}); make sure the folder is writable and the disk not full</source>
        <translation>{path}: Die Einstellungen lassen sich nicht speichern ({error}); achten Sie darauf, dass in den Ordner geschrieben werden darf und der Datenträger nicht voll ist</translation>
    </message>
    <message>
        <source>like the reference</source>
        <translation>wie die Referenz</translation>
    </message>
    <message>
        <source>different</source>
        <translation>anders</translation>
    </message>
    <message>
        <source>{name} restored</source>
        <translation>{name} restauriert</translation>
    </message>
    <message>
        <source>the photograph&apos;s own name</source>
        <translation>der eigene Name des Fotos</translation>
    </message>
    <message>
        <source>the folder it lies in</source>
        <translation>der Ordner, in dem es liegt</translation>
    </message>
    <message>
        <source>its number: 001, 002, 003</source>
        <translation>seine Nummer: 001, 002, 003</translation>
    </message>
    <message>
        <source>today: 2025-01-31</source>
        <translation>heute: 2025-01-31</translation>
    </message>
    <message>
        <source>{path}: the name of its result would take {n} bytes, and no more than {most} are possible; use a shorter naming template</source>
        <translation>{path}: Der Name des Ergebnisses bräuchte {n} Bytes, möglich sind höchstens {most}; verwenden Sie ein kürzeres Namensmuster</translation>
    </message>
    <message>
        <source>A brace is open or closed without its other half; write placeholders as {name}</source>
        <translation>Eine geschweifte Klammer steht ohne ihr Gegenstück; schreiben Sie Platzhalter so: {name}</translation>
    </message>
    <message>
        <source>{written} is no placeholder; there are {known}</source>
        <translation>{written} ist kein Platzhalter; es gibt {known}</translation>
    </message>
    <message>
        <source>A name that begins with a dot is hidden; begin with something else</source>
        <translation>Ein Name, der mit einem Punkt beginnt, wird versteckt; beginnen Sie mit etwas anderem</translation>
    </message>
    <message>
        <source>A name can not contain / or \; choose the folder apart from the name</source>
        <translation>Ein Name kann weder / noch \ enthalten; wählen Sie den Ordner getrennt vom Namen</translation>
    </message>
    <message>
        <source>Some disks refuse {sign} in a name; leave it out</source>
        <translation>Manche Datenträger nehmen {sign} in einem Namen nicht an; lassen Sie es weg</translation>
    </message>
    <message>
        <source>The name contains a sign that can not be seen; write it anew</source>
        <translation>Der Name enthält ein unsichtbares Zeichen; schreiben Sie ihn neu</translation>
    </message>
    <message>
        <source>The name is too long; use at most {most} letters beside placeholders</source>
        <translation>Der Name ist zu lang; verwenden Sie neben den Platzhaltern höchstens {most} Buchstaben</translation>
    </message>
    <message>
        <source>The name is empty; write one, for instance {name} restored</source>
        <translation>Der Name ist leer; schreiben Sie einen, zum Beispiel {name} restauriert</translation>
    </message>
    <message>
        <source>Windows keeps the name {name} for itself; choose another</source>
        <translation>Den Namen {name} behält Windows für sich; wählen Sie einen anderen</translation>
    </message>
    <message>
        <source>the lock file could not be made</source>
        <translation>die Sperrdatei konnte nicht angelegt werden</translation>
    </message>
    <message>
        <source>{folder} can not be reached ({error})</source>
        <translation>{folder} ist nicht zu erreichen ({error})</translation>
    </message>
    <message>
        <source>{folder} is on another drive than before</source>
        <translation>{folder} liegt auf einem anderen Laufwerk als vorher</translation>
    </message>
    <message>
        <source>&apos;{folder}&apos; can&apos;t be written, so the pasted picture can&apos;t be kept; make room there, or save the picture as a file and open that</source>
        <translation>In „{folder}“ lässt sich nichts schreiben, darum kann das eingefügte Bild nicht aufbewahrt werden; schaffen Sie dort Platz, oder speichern Sie das Bild als Datei und öffnen Sie diese</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is an original, and originals are never written over; choose another name or folder</source>
        <translation>„{name}“ ist ein Original, und Originale werden nie überschrieben; wählen Sie einen anderen Namen oder Ordner</translation>
    </message>
    <message>
        <source>there is no such file; check its name and folder</source>
        <translation>diese Datei gibt es nicht; prüfen Sie ihren Namen und ihren Ordner</translation>
    </message>
    <message>
        <source>it is a device, not a file; name a file</source>
        <translation>es ist ein Gerät, keine Datei; nennen Sie eine Datei</translation>
    </message>
    <message>
        <source>it is a folder or lies in something that is none; name a file</source>
        <translation>es ist ein Ordner oder liegt in etwas, das keiner ist; nennen Sie eine Datei</translation>
    </message>
    <message>
        <source>you are not allowed to; change its permissions or copy it to a folder of yours</source>
        <translation>Sie dürfen es nicht; ändern Sie die Zugriffsrechte, oder kopieren Sie die Datei in einen eigenen Ordner</translation>
    </message>
    <message>
        <source>its name or path is too long; check it</source>
        <translation>ihr Name oder Pfad ist zu lang; prüfen Sie ihn</translation>
    </message>
    <message>
        <source>{error}; check the disk, or copy the file elsewhere</source>
        <translation>{error}; prüfen Sie den Datenträger, oder kopieren Sie die Datei an einen anderen Ort</translation>
    </message>
    <message>
        <source>Can&apos;t read &apos;{name}&apos;: {reason}.</source>
        <translation>„{name}“ lässt sich nicht lesen: {reason}.</translation>
    </message>
    <message>
        <source>Can&apos;t write &apos;{name}&apos;: {reason}.</source>
        <translation>„{name}“ lässt sich nicht schreiben: {reason}.</translation>
    </message>
    <message>
        <source>it exists already; choose another name or allow overwriting</source>
        <translation>es gibt sie schon; wählen Sie einen anderen Namen, oder erlauben Sie das Überschreiben</translation>
    </message>
    <message>
        <source>a folder has this name; choose another name</source>
        <translation>ein Ordner heißt schon so; wählen Sie einen anderen Namen</translation>
    </message>
    <message>
        <source>the folder &apos;{folder}&apos; does not exist; create it or choose another</source>
        <translation>den Ordner „{folder}“ gibt es nicht; legen Sie ihn an, oder wählen Sie einen anderen</translation>
    </message>
    <message>
        <source>the disk is full; free some space or choose another disk</source>
        <translation>der Datenträger ist voll; schaffen Sie etwas Platz, oder wählen Sie einen anderen</translation>
    </message>
    <message>
        <source>you may not write to the folder &apos;{folder}&apos;; choose another</source>
        <translation>Sie dürfen in den Ordner „{folder}“ nicht schreiben; wählen Sie einen anderen</translation>
    </message>
    <message>
        <source>the disk with &apos;{folder}&apos; does not answer; connect it again or choose another</source>
        <translation>der Datenträger mit „{folder}“ antwortet nicht; schließen Sie ihn wieder an, oder wählen Sie einen anderen</translation>
    </message>
    <message>
        <source>its name or path is too long; choose a shorter one</source>
        <translation>ihr Name oder Pfad ist zu lang; wählen Sie einen kürzeren</translation>
    </message>
    <message>
        <source>{error}; choose another folder or disk</source>
        <translation>{error}; wählen Sie einen anderen Ordner oder Datenträger</translation>
    </message>
    <message>
        <source>{n} of its samples are no numbers; export it anew in the program that made it</source>
        <translation>{n} ihrer Abtastwerte sind keine Zahlen; exportieren Sie sie neu in dem Programm, aus dem sie stammt</translation>
    </message>
    <message>
        <source>the file is empty; copy it again from its source</source>
        <translation>die Datei ist leer; kopieren Sie sie noch einmal von ihrer Quelle</translation>
    </message>
    <message>
        <source>it is {kind}, which is not read here; convert it to WAV or FLAC first, for example with FFmpeg</source>
        <translation>{kind} wird hier nicht gelesen; wandeln Sie die Datei zuerst in WAV oder FLAC um, zum Beispiel mit FFmpeg</translation>
    </message>
    <message>
        <source>it claims {channels} channels at {rate} Hz, which no recording has; copy it again from its source</source>
        <translation>sie gibt {channels} Kanäle bei {rate} Hz an, was keine Aufnahme hat; kopieren Sie sie noch einmal von ihrer Quelle</translation>
    </message>
    <message>
        <source>there is no sound in it; copy it again from its source</source>
        <translation>sie enthält keinen Ton; kopieren Sie sie noch einmal von ihrer Quelle</translation>
    </message>
    <message>
        <source>the file is damaged or ends too early; copy it again from its source</source>
        <translation>die Datei ist beschädigt oder endet zu früh; kopieren Sie sie noch einmal von ihrer Quelle</translation>
    </message>
    <message>
        <source>it is no WAV, FLAC, OGG, MP3 or AIFF recording, whatever its name says; convert it to WAV or FLAC first, for example with FFmpeg</source>
        <translation>es ist keine Aufnahme in WAV, FLAC, OGG, MP3 oder AIFF, was auch immer ihr Name sagt; wandeln Sie die Datei zuerst in WAV oder FLAC um, zum Beispiel mit FFmpeg</translation>
    </message>
    <message>
        <source>it is no JPEG, PNG, TIFF, WebP or BMP picture, whatever its name says; save it as one of these in the program that made it</source>
        <translation>es ist kein Bild in JPEG, PNG, TIFF, WebP oder BMP, was immer der Name sagt; speichern Sie es in dem Programm, aus dem es stammt, in einem dieser Formate</translation>
    </message>
    <message>
        <source>the file ends too early; copy it again from its source</source>
        <translation>die Datei endet zu früh; kopieren Sie sie noch einmal von ihrer Quelle</translation>
    </message>
    <message>
        <source>the file is damaged; copy it again from its source</source>
        <translation>die Datei ist beschädigt; kopieren Sie sie noch einmal von ihrer Quelle</translation>
    </message>
    <message>
        <source>its samples are neither 8 nor 16 bits; save it as 16-bit TIFF</source>
        <translation>die Bildwerte haben weder 8 noch 16 Bit; speichern Sie es als TIFF mit 16 Bit</translation>
    </message>
    <message>
        <source>its arrangement of channels is not read; save it as plain RGB TIFF</source>
        <translation>diese Anordnung der Farbkanäle wird nicht gelesen; speichern Sie es als einfaches RGB-TIFF</translation>
    </message>
    <message>
        <source>this combination of 16 bits, colours and compression is not read; save it as uncompressed TIFF</source>
        <translation>diese Verbindung von 16 Bit, Farben und Kompression wird nicht gelesen; speichern Sie es als unkomprimiertes TIFF</translation>
    </message>
    <message>
        <source>its pixels are of a kind that is not read ({mode}); save it as RGB</source>
        <translation>Pixel dieser Art werden nicht gelesen ({mode}); speichern Sie es als RGB</translation>
    </message>
    <message>
        <source>a {kind} can have at most {limit} pixels a side, this picture has {width} x {height}; save it as PNG or TIFF</source>
        <translation>{kind} kann höchstens {limit} Pixel je Seite haben, dieses Bild hat {width} × {height}; speichern Sie es als PNG oder TIFF</translation>
    </message>
    <message>
        <source>its suffix names no format that can be written; use one of {known}</source>
        <translation>die Endung nennt kein Format, das geschrieben werden kann; verwenden Sie eine von diesen: {known}</translation>
    </message>
    <message>
        <source>{n} samples of the result are no numbers; leave out the last repair</source>
        <translation>{n} Abtastwerte des Ergebnisses sind keine Zahlen; lassen Sie die letzte Reparatur weg</translation>
    </message>
    <message>
        <source>{format} does not hold {channels} channels at {rate} Hz; save it as WAV</source>
        <translation>{format} fasst keine {channels} Kanäle bei {rate} Hz; speichern Sie sie als WAV</translation>
    </message>
    <message>
        <source>AIFF holds no more than 4 GB; save it as WAV or FLAC</source>
        <translation>AIFF fasst höchstens 4 GB; speichern Sie sie als WAV oder FLAC</translation>
    </message>
    <message>
        <source>it claims {width} x {height} pixels, more than the {most} megapixels allowed; make it smaller in another program</source>
        <translation>das Bild soll {width} × {height} Pixel haben, mehr als die erlaubten {most} Megapixel; verkleinern Sie es in einem anderen Programm</translation>
    </message>
    <message>
        <source>opening it takes more memory than there is (about {needed:.1f} GB where {free:.1f} GB are free); close other programs or make the picture smaller</source>
        <translation>es zu öffnen braucht mehr Arbeitsspeicher, als da ist (etwa {needed:.1f} GB, frei sind {free:.1f} GB); schließen Sie andere Programme, oder verkleinern Sie das Bild</translation>
    </message>
    <message>
        <source>opening it takes more memory than there is (about {needed:.1f} GB where {free:.1f} GB are free); close other programs or cut the recording into parts</source>
        <translation>sie zu öffnen braucht mehr Arbeitsspeicher, als da ist (etwa {needed:.1f} GB, frei sind {free:.1f} GB); schließen Sie andere Programme, oder teilen Sie die Aufnahme auf</translation>
    </message>
    <message>
        <source>opening it takes more memory than there is; close other programs or make the picture smaller</source>
        <translation>es zu öffnen braucht mehr Arbeitsspeicher, als da ist; schließen Sie andere Programme, oder verkleinern Sie das Bild</translation>
    </message>
    <message>
        <source>it has pixels that are not numbers; restore it again</source>
        <translation>manche Pixel sind keine Zahlen; restaurieren Sie das Foto noch einmal</translation>
    </message>
    <message>
        <source>a TIFF can not be larger than 4 GB; save the picture as PNG</source>
        <translation>ein TIFF kann nicht größer als 4 GB sein; speichern Sie das Bild als PNG</translation>
    </message>
    <message>
        <source>Can&apos;t compare a picture of {width} x {height} pixels with one of {other_width} x {other_height}; choose two of one size.</source>
        <translation>Ein Bild mit {width} × {height} Pixeln lässt sich nicht mit einem von {other_width} × {other_height} vergleichen; wählen Sie zwei von gleicher Größe.</translation>
    </message>
    <message>
        <source>Can&apos;t measure a picture of {width} x {height} pixels; choose one of at least {least} pixels a side.</source>
        <translation>Ein Bild mit {width} × {height} Pixeln lässt sich nicht messen; wählen Sie eines mit mindestens {least} Pixeln je Seite.</translation>
    </message>
    <message>
        <source>Can&apos;t write measurements as &apos;{name}&apos;; choose a name that ends with .csv or .json.</source>
        <translation>Messwerte lassen sich nicht als „{name}“ speichern; wählen Sie einen Namen, der auf .csv oder .json endet.</translation>
    </message>
    <message>
        <source>there is no model &apos;{model}&apos;; &apos;restorer models list&apos; shows the models there are</source>
        <translation>Das Modell „{model}“ gibt es nicht; „restorer models list“ zeigt alle, die es gibt</translation>
    </message>
    <message>
        <source>no model can diagnose a {medium}; reinstall Restorer, its models folder is incomplete</source>
        <translation>Es gibt kein Modell für die Diagnose ({medium}); installieren Sie Restorer neu, sein Modellordner ist unvollständig</translation>
    </message>
    <message>
        <source>{path}: its id must be the folder&apos;s name, &apos;{name}&apos;</source>
        <translation>{path}: Die Kennung (id) muss der Name des Ordners sein, „{name}“</translation>
    </message>
    <message>
        <source>{path}: a field is missing, unknown or wrong: {error}</source>
        <translation>{path}: Ein Feld fehlt, ist unbekannt oder stimmt nicht: {error}</translation>
    </message>
    <message>
        <source>{path}: not a readable model description ({error})</source>
        <translation>{path}: Die Beschreibung des Modells ist nicht lesbar ({error})</translation>
    </message>
    <message>
        <source>{model}: its weights are not those of a {other}; reinstall Restorer</source>
        <translation>{model}: Die Gewichte sind nicht die eines {other}; installieren Sie Restorer neu</translation>
    </message>
    <message>
        <source>{model}: this version has no architecture &apos;{architecture}&apos;; update Restorer</source>
        <translation>{model}: Diese Version kennt die Architektur „{architecture}“ nicht; aktualisieren Sie Restorer</translation>
    </message>
    <message>
        <source>{model}: its weights do not fit &apos;{architecture}&apos; as its model.toml describes it; reinstall Restorer ({error})</source>
        <translation>{model}: Die Gewichte passen nicht zu „{architecture}“, wie es in model.toml beschrieben ist; installieren Sie Restorer neu ({error})</translation>
    </message>
    <message>
        <source>{name}: there is a model &apos;{model}&apos; already; rename the file</source>
        <translation>{name}: Ein Modell „{model}“ gibt es schon; benennen Sie die Datei um</translation>
    </message>
    <message>
        <source>{name}: can not be copied to {folder} ({error}); make sure the folder is writable and the disk not full</source>
        <translation>{name}: lässt sich nicht nach {folder} kopieren ({error}); achten Sie darauf, dass in den Ordner geschrieben werden darf und der Datenträger nicht voll ist</translation>
    </message>
    <message>
        <source>{name}: only {known} can be imported; convert it to safetensors</source>
        <translation>{name}: Übernommen werden nur {known}; wandeln Sie die Datei in safetensors um</translation>
    </message>
    <message>
        <source>{path}: can not be read ({error}); check the name and its permissions</source>
        <translation>{path}: lässt sich nicht lesen ({error}); prüfen Sie den Namen und die Zugriffsrechte</translation>
    </message>
    <message>
        <source>{name}: is no safetensors file; get it again</source>
        <translation>{name}: ist keine safetensors-Datei; besorgen Sie sie noch einmal</translation>
    </message>
    <message>
        <source>{name}: holds no plain weights, or more than weights, which is never opened; get it as .safetensors</source>
        <translation>{name}: enthält keine einfachen Gewichte, oder mehr als Gewichte, was nie geöffnet wird; besorgen Sie die Datei als .safetensors</translation>
    </message>
    <message>
        <source>{name}: imported networks need the extra &apos;third-party&apos;; run &apos;pip install spandrel&apos;</source>
        <translation>{name}: Fremde Netze brauchen das Zusatzpaket „third-party“; führen Sie „pip install spandrel“ aus</translation>
    </message>
    <message>
        <source>{name}: no network that is known; only those that spandrel supports can be imported</source>
        <translation>{name}: kein bekanntes Netz; übernommen werden nur solche, die spandrel kennt</translation>
    </message>
    <message>
        <source>{name}: needs a mask beside the picture, which can not be used yet</source>
        <translation>{name}: braucht neben dem Bild eine Maske, was noch nicht möglich ist</translation>
    </message>
    <message>
        <source>{name}: is not for colour pictures; only such can be imported</source>
        <translation>{name}: ist nicht für Farbbilder; nur solche Netze werden übernommen</translation>
    </message>
    <message>
        <source>{model}: its weights &apos;{file}&apos; can&apos;t be read ({error}); run &apos;restorer models fetch {model}&apos; or reinstall Restorer</source>
        <translation>{model}: Die Gewichte „{file}“ lassen sich nicht lesen ({error}); führen Sie „restorer models fetch {model}“ aus, oder installieren Sie Restorer neu</translation>
    </message>
    <message>
        <source>{model}: the SHA-256 of &apos;{file}&apos; differs from its model.toml; delete the file and run &apos;restorer models fetch {model}&apos;, or reinstall Restorer</source>
        <translation>{model}: Die Prüfsumme SHA-256 von „{file}“ ist eine andere als in model.toml; löschen Sie die Datei und führen Sie „restorer models fetch {model}“ aus, oder installieren Sie Restorer neu</translation>
    </message>
    <message>
        <source>{model}: &apos;{file}&apos; is no safetensors file; reinstall Restorer</source>
        <translation>{model}: „{file}“ ist keine safetensors-Datei; installieren Sie Restorer neu</translation>
    </message>
    <message>
        <source>{path}: {reason}</source>
        <translation>{path}: {reason}</translation>
    </message>
    <message>
        <source>{path}: needs more memory than there is; close other programs or make it smaller</source>
        <translation>{path}: braucht mehr Arbeitsspeicher, als da ist; schließen Sie andere Programme, oder verkleinern Sie das Foto</translation>
    </message>
    <message>
        <source>{path}: an unexpected failure ({kind}: {error}); please report it with the file</source>
        <translation>{path}: Etwas Unerwartetes ist geschehen ({kind}: {error}); bitte melden Sie es zusammen mit der Datei</translation>
    </message>
    <message>
        <source>{path}: {target} is a folder; name a file in it</source>
        <translation>{path}: {target} ist ein Ordner; nennen Sie eine Datei darin</translation>
    </message>
    <message>
        <source>{path}: {target} exists already; choose another output or allow overwriting</source>
        <translation>{path}: {target} gibt es schon; wählen Sie ein anderes Ziel, oder erlauben Sie das Überschreiben</translation>
    </message>
    <message>
        <source>{path}: a photograph can not be saved as &apos;{name}&apos;; let the name end with one of {known}</source>
        <translation>{path}: Als „{name}“ lässt sich kein Foto speichern; der Name muss auf eine von diesen Endungen enden: {known}</translation>
    </message>
    <message>
        <source>{path}: a recording can not be saved as &apos;{name}&apos;; let the name end with one of {known}</source>
        <translation>{path}: Als „{name}“ lässt sich keine Aufnahme speichern; der Name muss auf eine von diesen Endungen enden: {known}</translation>
    </message>
    <message>
        <source>{path}: {existing} is a file, so {target} can not be made; choose another output</source>
        <translation>{path}: {existing} ist eine Datei, darum kann {target} nicht angelegt werden; wählen Sie ein anderes Ziel</translation>
    </message>
    <message>
        <source>{path}: the folder {folder} is not writable; choose another output</source>
        <translation>{path}: In den Ordner {folder} darf nicht geschrieben werden; wählen Sie ein anderes Ziel</translation>
    </message>
    <message>
        <source>{path}: there is no photograph in this folder; name another one</source>
        <translation>{path}: In diesem Ordner ist kein Foto; nennen Sie einen anderen</translation>
    </message>
    <message>
        <source>{output} is the result&apos;s name already; let it end with a slash to name a folder</source>
        <translation>{output} ist schon der Name des Ergebnisses; lassen Sie ihn mit einem Schrägstrich enden, wenn ein Ordner gemeint ist</translation>
    </message>
    <message>
        <source>{path}: there is nothing to work on in this folder; name another one</source>
        <translation>{path}: In diesem Ordner ist nichts, was bearbeitet werden kann; nennen Sie einen anderen</translation>
    </message>
    <message>
        <source>{path}: the folder can not be read ({error}); check its permissions</source>
        <translation>{path}: Der Ordner lässt sich nicht lesen ({error}); prüfen Sie die Zugriffsrechte</translation>
    </message>
    <message>
        <source>{path}: would write over an original; choose another output</source>
        <translation>{path}: Das Ergebnis würde ein Original überschreiben; wählen Sie ein anderes Ziel</translation>
    </message>
    <message>
        <source>{path}: its result would replace that of {other}; restore it apart</source>
        <translation>{path}: Das Ergebnis würde das von {other} ersetzen; restaurieren Sie dieses Foto für sich</translation>
    </message>
    <message>
        <source>{name}: only scratches have a mask; take it out</source>
        <translation>{name}: Nur Kratzer haben eine Maske; nehmen Sie sie heraus</translation>
    </message>
    <message>
        <source>{name}: its repair does not change the tint; take &apos;keeps_tint&apos; out</source>
        <translation>{name}: Diese Reparatur ändert den Farbton nicht; nehmen Sie „keeps_tint“ heraus</translation>
    </message>
    <message>
        <source>{name}: strength {value:g} is outside 0..1; 0 changes nothing, 1 is the full repair</source>
        <translation>{name}: Die Stärke {value:g} liegt nicht zwischen 0 und 1; 0 ändert nichts, 1 ist die volle Reparatur</translation>
    </message>
    <message>
        <source>{name}: detail {value:g} is outside 0..1; 0 is closest to the truth, 1 is the crispest</source>
        <translation>{name}: Der Wert {value:g} für Details liegt nicht zwischen 0 und 1; 0 ist am treuesten, 1 am knackigsten</translation>
    </message>
    <message>
        <source>{name}: only repairs of sound have parameters and a span; take them out</source>
        <translation>{name}: nur Reparaturen von Ton haben Parameter und einen Abschnitt; nehmen Sie sie heraus</translation>
    </message>
    <message>
        <source>{name}: {parameter} is no number; leave it out to have it found</source>
        <translation>{name}: {parameter} ist keine Zahl; lassen Sie den Parameter weg, dann wird er gesucht</translation>
    </message>
    <message>
        <source>{name}: a span from {start:g} to {end:g} seconds is none; let it end after it starts</source>
        <translation>{name}: von {start:g} bis {end:g} Sekunden ist kein Abschnitt; lassen Sie ihn nach seinem Anfang enden</translation>
    </message>
    <message>
        <source>the plan has format {format}, this version reads {known}; make the plan again</source>
        <translation>der Plan hat das Format {format}, diese Version liest {known}; erstellen Sie den Plan neu</translation>
    </message>
    <message>
        <source>this is not a repair plan ({error}); make the plan again</source>
        <translation>das ist kein Reparaturplan ({error}); erstellen Sie den Plan neu</translation>
    </message>
    <message>
        <source>there is no model here that fills what a mask says; reinstall Restorer</source>
        <translation>hier ist kein Modell, das füllt, was eine Maske sagt; installieren Sie Restorer neu</translation>
    </message>
    <message>
        <source>no model repairs {name} yet; &apos;restorer models list&apos; shows those there are</source>
        <translation>Noch behebt kein Modell {name}; „restorer models list“ zeigt alle, die es gibt</translation>
    </message>
    <message>
        <source>{name}: its model has no detail to set; leave the last number out</source>
        <translation>{name}: Das Modell hat keine Details, die sich einstellen ließen; lassen Sie die letzte Zahl weg</translation>
    </message>
    <message>
        <source>strength</source>
        <translation>Wert für die Stärke</translation>
    </message>
    <message>
        <source>detail</source>
        <translation>Wert für Details</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is no distortion; known are: {known}</source>
        <translation>„{name}“ ist kein Schaden, den Restorer kennt; bekannt sind: {known}</translation>
    </message>
    <message>
        <source>{name}: &apos;{text}&apos; is no {what}; write a number 0..1</source>
        <translation>{name}: „{text}“ ist kein {what}; schreiben Sie eine Zahl von 0 bis 1</translation>
    </message>
    <message>
        <source>it is far too large for one; choose another file</source>
        <translation>sie ist dafür viel zu groß; wählen Sie eine andere Datei</translation>
    </message>
    <message>
        <source>it is not written in text; choose another file</source>
        <translation>sie enthält keinen Text; wählen Sie eine andere Datei</translation>
    </message>
    <message>
        <source>it asks for the model &apos;{model}&apos;, which is not here; get that model, or make the plan again</source>
        <translation>er verlangt das Modell „{model}“, das hier fehlt; besorgen Sie dieses Modell, oder erstellen Sie den Plan neu</translation>
    </message>
    <message>
        <source>Can&apos;t use &apos;{name}&apos; as a plan: {reason}.</source>
        <translation>„{name}“ lässt sich nicht als Plan verwenden: {reason}.</translation>
    </message>
    <message>
        <source>&apos;{file}&apos; is left out: there is another preset &apos;{name}&apos;; give one of them another name</source>
        <translation>„{file}“ bleibt weg: Es gibt noch eine Vorlage „{name}“; geben Sie einer von beiden einen anderen Namen</translation>
    </message>
    <message>
        <source>there is no preset &apos;{name}&apos;; known are: {known}</source>
        <translation>Eine Vorlage „{name}“ gibt es nicht; bekannt sind: {known}</translation>
    </message>
    <message>
        <source>it has no {field}</source>
        <translation>es fehlt {field}</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is no preset ({reason}); mend the file or delete it</source>
        <translation>„{name}“ ist keine Vorlage ({reason}); berichtigen Sie die Datei, oder löschen Sie sie</translation>
    </message>
    <message>
        <source>its format is {format}, this version reads {known}</source>
        <translation>das Format ist {format}, diese Version liest {known}</translation>
    </message>
    <message>
        <source>it needs either steps or found</source>
        <translation>nötig ist entweder steps oder found</translation>
    </message>
    <message>
        <source>a step is named twice</source>
        <translation>ein Schritt ist zweimal genannt</translation>
    </message>
    <message>
        <source>{name} {value:g} is outside 0..1</source>
        <translation>{name} {value:g} liegt nicht zwischen 0 und 1</translation>
    </message>
    <message>
        <source>a preset needs a name of 1 to {most} characters on one line</source>
        <translation>Eine Vorlage braucht einen Namen von 1 bis {most} Zeichen in einer Zeile</translation>
    </message>
    <message>
        <source>there is a preset &apos;{name}&apos; already; choose another name</source>
        <translation>Eine Vorlage „{name}“ gibt es schon; wählen Sie einen anderen Namen</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; came with Restorer; choose another name</source>
        <translation>„{name}“ gehört zu Restorer; wählen Sie einen anderen Namen</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; was saved by a newer version of Restorer (format {format}, this one reads up to {known}); update Restorer to open it</source>
        <translation>„{name}“ wurde von einer neueren Version von Restorer gespeichert (Format {format}, diese liest bis {known}); aktualisieren Sie Restorer, um die Sitzung zu öffnen</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is damaged: {reason}. Your photographs are untouched; open them by themselves</source>
        <translation>„{name}“ ist beschädigt: {reason}. Ihre Fotos sind unverändert; öffnen Sie sie einzeln</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is not a session of Restorer, or only a part of one; open the photographs by themselves, or take an older copy of it</source>
        <translation>„{name}“ ist keine Sitzung von Restorer oder nur ein Teil davon; öffnen Sie die Fotos einzeln, oder nehmen Sie eine ältere Kopie der Sitzung</translation>
    </message>
    <message>
        <source>&apos;moments&apos; do not go with the &apos;diagnosis&apos;</source>
        <translation>„moments“ passt nicht zu „diagnosis“</translation>
    </message>
    <message>
        <source>&apos;parked&apos; leads out of the folder</source>
        <translation>„parked“ führt aus dem Ordner hinaus</translation>
    </message>
    <message>
        <source>a report is not about one step</source>
        <translation>ein Bericht handelt nicht von genau einem Schritt</translation>
    </message>
    <message>
        <source>&apos;{field}&apos; is missing</source>
        <translation>„{field}“ fehlt</translation>
    </message>
    <message>
        <source>&apos;{field}&apos; is of the wrong kind</source>
        <translation>„{field}“ ist von der falschen Art</translation>
    </message>
    <message>
        <source>&apos;{field}&apos; holds something of the wrong kind</source>
        <translation>„{field}“ enthält etwas von der falschen Art</translation>
    </message>
    <message>
        <source>&apos;{field}&apos; is no number</source>
        <translation>„{field}“ ist keine Zahl</translation>
    </message>
    <message>
        <source>&apos;{field}&apos; is outside of what there is</source>
        <translation>„{field}“ liegt außerhalb dessen, was es gibt</translation>
    </message>
    <message>
        <source>{model}: there is too little memory on {device}; close other programs, or let it run on the processor (cpu)</source>
        <translation>{model}: Auf {device} ist zu wenig Speicher frei; schließen Sie andere Programme, oder lassen Sie es auf dem Prozessor (cpu) rechnen</translation>
    </message>
    <message>
        <source>{model}: the network returned a picture of another size; leave this step out</source>
        <translation>{model}: Das Netz hat ein Bild anderer Größe geliefert; lassen Sie diesen Schritt weg</translation>
    </message>
    <message>
        <source>{model}: the network returned numbers that are no picture (NaN); run &apos;restorer models verify&apos;, or let it run on the processor (cpu)</source>
        <translation>{model}: Das Netz hat Zahlen geliefert, die kein Bild ergeben (NaN); prüfen Sie die Modelle mit „restorer models verify“, oder lassen Sie es auf dem Prozessor (cpu) rechnen</translation>
    </message>
    <message>
        <source>restored</source>
        <translation>restauriert</translation>
    </message>
    <message>
        <source>comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>spectrogram</source>
        <translation>Spektrogramm</translation>
    </message>
    <message>
        <source>a stroke of the mask has no sound points or width; make it again</source>
        <translation>ein Strich der Maske hat keine brauchbaren Punkte oder keine Breite; machen Sie ihn neu</translation>
    </message>
    <message>
        <source>the imported mask is damaged; import it again</source>
        <translation>die importierte Maske ist beschädigt; importieren Sie sie erneut</translation>
    </message>
    <message>
        <source>a mask can not grow by {n} pixels; name a number from 1 to {most:g}</source>
        <translation>eine Maske kann nicht um {n} Pixel wachsen; nennen Sie eine Zahl von 1 bis {most:g}</translation>
    </message>
    <message>
        <source>the mask&apos;s sensitivity {value:g} is outside 0..1; 0 finds hardly anything, 1 nearly all that is suspicious</source>
        <translation>die Empfindlichkeit {value:g} der Maske liegt nicht zwischen 0 und 1; 0 findet kaum etwas, 1 fast alles Verdächtige</translation>
    </message>
    <message>
        <source>the mask does not say which size of photograph it is for; make it again</source>
        <translation>die Maske sagt nicht, für welche Größe von Foto sie ist; machen Sie sie neu</translation>
    </message>
    <message>
        <source>the mask is for a photograph of {mask_width} × {mask_height} pixels, this one has {width} × {height}; use a mask that was made for it</source>
        <translation>die Maske ist für ein Foto mit {mask_width} × {mask_height} Pixeln, dieses hat {width} × {height}; nehmen Sie eine Maske, die dafür gemacht ist</translation>
    </message>
    <message>
        <source>Can&apos;t use &apos;{name}&apos; as a mask: {reason}.</source>
        <translation>„{name}“ lässt sich nicht als Maske verwenden: {reason}.</translation>
    </message>
    <message>
        <source>a face: strength {value:g} is outside 0..1; 0 changes nothing, 1 is the full repair</source>
        <translation>ein Gesicht: Die Stärke {value:g} liegt außerhalb von 0..1; 0 ändert nichts, 1 ist die volle Reparatur</translation>
    </message>
    <message>
        <source>It is too small: a network would make it up.</source>
        <translation>Es ist zu klein: Ein Netz würde es erfinden.</translation>
    </message>
    <message>
        <source>It was not to be refined.</source>
        <translation>Es sollte nicht aufgefrischt werden.</translation>
    </message>
    <message>
        <source>It is sharp already.</source>
        <translation>Es ist schon scharf.</translation>
    </message>
    <message>
        <source>All of it would have made it another face.</source>
        <translation>Mehr davon hätte ein anderes Gesicht daraus gemacht.</translation>
    </message>
    <message>
        <source>It would have become another face.</source>
        <translation>Es wäre ein anderes Gesicht geworden.</translation>
    </message>
    <message>
        <source>Can&apos;t compare a recording of {channels} x {samples} samples with one of {other_channels} x {other_samples}; choose two of one length and as many channels.</source>
        <translation>Eine Aufnahme mit {channels} x {samples} Abtastwerten kann nicht mit einer mit {other_channels} x {other_samples} verglichen werden; wählen Sie zwei von gleicher Länge und Kanalzahl.</translation>
    </message>
    <message>
        <source>Can&apos;t compare a recording at {rate} Hz with one at {other_rate} Hz; convert one of them.</source>
        <translation>Eine Aufnahme mit {rate} Hz kann nicht mit einer mit {other_rate} Hz verglichen werden; wandeln Sie eine davon um.</translation>
    </message>
    <message>
        <source>The sound device &apos;{device}&apos; does not play {rate} Hz; choose another one.</source>
        <translation>Das Tongerät „{device}“ spielt keine {rate} Hz; wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>PortAudio can&apos;t be loaded ({error}); on Linux install &apos;libportaudio2&apos;.</source>
        <translation>PortAudio kann nicht geladen werden ({error}); installieren Sie unter Linux „libportaudio2“.</translation>
    </message>
    <message>
        <source>Qt Multimedia can&apos;t be loaded ({error}); install the library it names.</source>
        <translation>Qt Multimedia kann nicht geladen werden ({error}); installieren Sie die genannte Bibliothek.</translation>
    </message>
    <message>
        <source>No sound device was found; connect one and open the recording again.</source>
        <translation>Es wurde kein Tongerät gefunden; schließen Sie eines an und öffnen Sie die Aufnahme noch einmal.</translation>
    </message>
    <message>
        <source>The sound device can&apos;t be used ({error}); connect or choose another.</source>
        <translation>Das Tongerät kann nicht benutzt werden ({error}); schließen Sie ein anderes an oder wählen Sie eines.</translation>
    </message>
    <message>
        <source>The recording</source>
        <translation>Die Aufnahme</translation>
    </message>
    <message>
        <source>Moments at which the repair has changed a sample; all others are as they were.</source>
        <translation>Momente, in denen die Reparatur etwas geändert hat; alle anderen sind, wie sie waren.</translation>
    </message>
    <message>
        <source>How loud, on average, what the repair took away is; 0 dB is as loud as it goes.</source>
        <translation>Wie laut im Mittel ist, was die Reparatur weggenommen hat; lauter als 0 dB geht es nicht.</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>Stille</translation>
    </message>
    <message>
        <source>nothing in common</source>
        <translation>nichts gemeinsam</translation>
    </message>
    <message>
        <source>{n} LUFS</source>
        <translation>{n} LUFS</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Lautheit</translation>
    </message>
    <message>
        <source>How loud all of it is to the ear; broadcasts lie 23 below full scale.</source>
        <translation>Wie laut alles zusammen dem Ohr erscheint; Rundfunk liegt 23 unter Vollaussteuerung.</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Spitze</translation>
    </message>
    <message>
        <source>The highest tip of a wave; at 0 dB the recording goes as loud as it can.</source>
        <translation>Die höchste Spitze einer Welle; bei 0 dB ist die Aufnahme so laut, wie sie sein kann.</translation>
    </message>
    <message>
        <source>Noise floor</source>
        <translation>Grundrauschen</translation>
    </message>
    <message>
        <source>How loud the quietest tenth is, pauses above all; lower is more silent.</source>
        <translation>Wie laut das leiseste Zehntel ist, vor allem Pausen; niedriger ist stiller.</translation>
    </message>
    <message>
        <source>How far the error lies below the reference; 3 dB more is half the error.</source>
        <translation>Wie weit der Fehler unter der Vorlage liegt; 3 dB mehr sind der halbe Fehler.</translation>
    </message>
    <message>
        <source>Segmental SNR</source>
        <translation>SNR in Abschnitten</translation>
    </message>
    <message>
        <source>The same in parts of 32 ms, so that quiet passages count like loud ones.</source>
        <translation>Dasselbe in Teilen von 32 ms, sodass leise Stellen so viel zählen wie laute.</translation>
    </message>
    <message>
        <source>The same where it does not matter how loud the recording is played.</source>
        <translation>Dasselbe, ohne dass zählt, wie laut die Aufnahme gespielt wird.</translation>
    </message>
    <message>
        <source>Spectral distance</source>
        <translation>Spektraler Abstand</translation>
    </message>
    <message>
        <source>How far the spectrograms are apart, as the eye sees them; 0 is identical.</source>
        <translation>Wie weit die Spektrogramme auseinanderliegen, wie man sie sieht; 0 ist gleich.</translation>
    </message>
    <message>
        <source>Mel</source>
        <translation>Mel</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>Magma</source>
        <translation>Magma</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>{n} Hz</source>
        <translation>{n} Hz</translation>
    </message>
    <message>
        <source>{n} kHz</source>
        <translation>{n} kHz</translation>
    </message>
    <message>
        <source>under {n} dB</source>
        <translation>unter {n} dB</translation>
    </message>
    <message>
        <source>{name}: is no detector of faces of YuNet&apos;s kind that OpenCV can run; &apos;restorer models fetch yunet&apos; gets one</source>
        <translation>{name}: ist kein Gesichtsfinder nach Art von YuNet, den OpenCV ausführen kann; „restorer models fetch yunet“ holt einen</translation>
    </message>
    <message>
        <source>a network for sound returned no numbers; reinstall Restorer</source>
        <translation>ein Netz für Ton hat keine Zahlen geliefert; installieren Sie Restorer neu</translation>
    </message>
    <message>
        <source>Listening to the recording</source>
        <translation>Die Aufnahme wird angehört</translation>
    </message>
    <message>
        <source>there is no parameter {parameter}; leave it out</source>
        <translation>es gibt keinen Parameter {parameter}; lassen Sie ihn weg</translation>
    </message>
    <message>
        <source>{parameter} {value:g} is outside {least:g}..{most:g}; leave it out to have it found</source>
        <translation>{parameter} {value:g} liegt außerhalb von {least:g}..{most:g}; lassen Sie den Parameter weg, dann wird er gesucht</translation>
    </message>
    <message>
        <source>it lacks {error}; make the plan again</source>
        <translation>es fehlt {error}; machen Sie den Plan neu</translation>
    </message>
    <message>
        <source>that is a repair of photographs; leave the step out</source>
        <translation>das ist eine Reparatur von Fotos; lassen Sie den Schritt weg</translation>
    </message>
    <message>
        <source>here it is repaired by {method}; make the plan again</source>
        <translation>hier repariert das {method}; machen Sie den Plan neu</translation>
    </message>
    <message>
        <source>{name}: {reason}</source>
        <translation>{name}: {reason}</translation>
    </message>
    <message>
        <source>the recording is too long for a small picture</source>
        <translation>die Aufnahme ist zu lang für ein kleines Bild</translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Restorer</source>
        <translation>Über Restorer</translation>
    </message>
    <message>
        <source>What Restorer is built on</source>
        <translation>Worauf Restorer aufbaut</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Copy for a bug report</source>
        <translation>Für eine Fehlermeldung kopieren</translation>
    </message>
    <message>
        <source>Restorer {n}</source>
        <translation>Restorer {n}</translation>
    </message>
    <message>
        <source>Versions, system and settings as text; nothing about your files</source>
        <translation>Versionen, System und Einstellungen als Text; nichts über Ihre Dateien</translation>
    </message>
    <message>
        <source>Finds and repairs what is wrong with photographs and recordings.</source>
        <translation>Findet und behebt, was Fotos und Aufnahmen fehlt.</translation>
    </message>
    <message>
        <source>Free to use, change and pass on under the MIT licence.</source>
        <translation>Sie dürfen es unter der MIT-Lizenz frei nutzen, ändern und weitergeben.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Models you added</source>
        <translation>Eigene Modelle</translation>
    </message>
    <message>
        <source>The package brings no licence text of its own.</source>
        <translation>Das Paket bringt keinen eigenen Lizenztext mit.</translation>
    </message>
    <message>
        <source>No licence is named.</source>
        <translation>Es ist keine Lizenz angegeben.</translation>
    </message>
</context>
<context>
    <name>ActionArea</name>
    <message>
        <source>Restore</source>
        <translation>Restaurieren</translation>
    </message>
    <message>
        <source>Save as …</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Wartet, bis es an der Reihe ist</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>Wird restauriert</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Restore again</source>
        <translation>Noch einmal restaurieren</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>Gespeichert als {name}</translation>
    </message>
    <message>
        <source>Switch a step on to restore.</source>
        <translation>Schalten Sie einen Schritt ein, um zu restaurieren.</translation>
    </message>
</context>
<context>
    <name>Autosave</name>
    <message>
        <source>Can&apos;t keep anything: {why}</source>
        <translation>Es kann nichts gesichert werden: {why}</translation>
    </message>
    <message>
        <source>{why} Until that is mended, a crash would lose what is not saved. Everything else goes on as ever.</source>
        <translation>{why} Bis das behoben ist, ginge bei einem Absturz verloren, was nicht gespeichert ist. Alles andere geht weiter wie gewohnt.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>This file can not be shown</source>
        <translation>Diese Datei kann nicht gezeigt werden</translation>
    </message>
    <message>
        <source>Opening {name} …</source>
        <translation>{name} wird geöffnet …</translation>
    </message>
    <message>
        <source>Save as …</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>CanvasMessage</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>Photograph, before and after</source>
        <translation>Foto, vorher und nachher</translation>
    </message>
</context>
<context>
    <name>ComparisonDialog</name>
    <message>
        <source>Save a comparison</source>
        <translation>Vergleich speichern</translation>
    </message>
    <message>
        <source>Arrangement</source>
        <translation>Anordnung</translation>
    </message>
    <message>
        <source>How before and after share the picture</source>
        <translation>Wie sich Vorher und Nachher das Bild teilen</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Split by a line</source>
        <translation>Durch eine Linie geteilt</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>How much of the photograph is shown</source>
        <translation>Wie viel vom Foto gezeigt wird</translation>
    </message>
    <message>
        <source>The whole photograph</source>
        <translation>Das ganze Foto</translation>
    </message>
    <message>
        <source>Only what is visible now</source>
        <translation>Nur was gerade zu sehen ist</translation>
    </message>
    <message>
        <source>With the words Before and After</source>
        <translation>Mit den Wörtern Vorher und Nachher</translation>
    </message>
    <message>
        <source>The words stand above the pictures</source>
        <translation>Die Wörter stehen über den Bildern</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Ansicht</translation>
    </message>
</context>
<context>
    <name>Continuity</name>
    <message>
        <source>Photographs</source>
        <translation>Fotos</translation>
    </message>
</context>
<context>
    <name>DisplayBar</name>
    <message>
        <source>Frequency scale</source>
        <translation>Frequenzskala</translation>
    </message>
    <message>
        <source>How frequencies are spread: mel as the ear has it, by octaves, or evenly</source>
        <translation>Wie die Frequenzen verteilt sind: Mel wie im Ohr, nach Oktaven oder gleichmäßig</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>The colours of levels</source>
        <translation>Die Farben der Pegel</translation>
    </message>
    <message>
        <source>Quietest level</source>
        <translation>Leisester Pegel</translation>
    </message>
    <message>
        <source>What is quieter has the first colour</source>
        <translation>Was leiser ist, hat die erste Farbe</translation>
    </message>
    <message>
        <source>Loudest level</source>
        <translation>Lautester Pegel</translation>
    </message>
    <message>
        <source>What is louder has the last colour</source>
        <translation>Was lauter ist, hat die letzte Farbe</translation>
    </message>
    <message>
        <source>Show what was removed</source>
        <translation>Entferntes zeigen</translation>
    </message>
    <message>
        <source>A third spectrogram: before minus after, what the repair took away</source>
        <translation>Ein drittes Spektrogramm: vorher minus nachher, was die Reparatur weggenommen hat</translation>
    </message>
    <message>
        <source>Zoom to the region</source>
        <translation>Auf den Bereich zoomen</translation>
    </message>
    <message>
        <source>Only the region (Enter); drag over the recording to choose one</source>
        <translation>Nur den Bereich zeigen (Eingabetaste); ziehen Sie über die Aufnahme, um einen zu wählen</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>All of the recording (F)</source>
        <translation>Die ganze Aufnahme (F)</translation>
    </message>
    <message>
        <source>Save as a picture</source>
        <translation>Als Bild speichern</translation>
    </message>
    <message>
        <source>Save what is seen here as a picture</source>
        <translation>Speichern, was hier zu sehen ist, als Bild</translation>
    </message>
</context>
<context>
    <name>DocumentList</name>
    <message>
        <source>Drag it into a folder to have the result there.</source>
        <translation>Ziehen Sie es in einen Ordner, um das Ergebnis dort zu haben.</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Single files or whole folders. Your originals are never changed.</source>
        <translation>Einzelne Dateien oder ganze Ordner. Ihre Originale werden nie verändert.</translation>
    </message>
    <message>
        <source>Drop photographs or recordings here</source>
        <translation>Fotos oder Aufnahmen hier ablegen</translation>
    </message>
    <message>
        <source>Open …</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Open a folder …</source>
        <translation>Ordner öffnen …</translation>
    </message>
    <message>
        <source>Restore a whole folder without opening it …</source>
        <translation>Ganzen Ordner restaurieren, ohne ihn zu öffnen …</translation>
    </message>
    <message>
        <source>For many files at once (Ctrl+Shift+F)</source>
        <translation>Für viele Dateien auf einmal (Strg+Umschalt+F)</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>The photograph is very large, so a copy of {width} x {height} pixels is on the clipboard. Save it to take all of it along.</source>
        <translation>Das Foto ist sehr groß, darum liegt eine Kopie mit {width} x {height} Pixeln in der Zwischenablage. Speichern Sie es, um alles mitzunehmen.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Saving {name} …</source>
        <translation>{name} wird gespeichert …</translation>
    </message>
    <message>
        <source>Saved as {name} in {folder}</source>
        <translation>Gespeichert als {name} in {folder}</translation>
    </message>
    <message>
        <source>Save as …</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Save a comparison …</source>
        <translation>Vergleich speichern …</translation>
    </message>
    <message>
        <source>Save the spectrogram …</source>
        <translation>Das Spektrogramm speichern …</translation>
    </message>
    <message>
        <source>Save the plan …</source>
        <translation>Plan speichern …</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>FacePanel</name>
    <message>
        <source>+ Add a face by hand</source>
        <translation>+ Gesicht von Hand hinzufügen</translation>
    </message>
    <message>
        <source>Draw a box around a face that was not found</source>
        <translation>Einen Rahmen um ein Gesicht ziehen, das nicht gefunden wurde</translation>
    </message>
    <message>
        <source>Faces</source>
        <translation>Gesichter</translation>
    </message>
    <message>
        <source>No face was found in this photograph.</source>
        <translation>In diesem Foto wurde kein Gesicht gefunden.</translation>
    </message>
    <message>
        <source>Draw a box around the face in the photograph. Esc gives up.</source>
        <translation>Ziehen Sie im Foto einen Rahmen um das Gesicht. Esc bricht ab.</translation>
    </message>
</context>
<context>
    <name>FaceRow</name>
    <message>
        <source>Face {n}</source>
        <translation>Gesicht {n}</translation>
    </message>
    <message>
        <source>Refine {what}</source>
        <translation>{what} auffrischen</translation>
    </message>
    <message>
        <source>Strength of {what}</source>
        <translation>Stärke für {what}</translation>
    </message>
    <message>
        <source>How much this face is refined. A double click sets it back.</source>
        <translation>Wie stark dieses Gesicht aufgefrischt wird. Ein Doppelklick setzt es zurück.</translation>
    </message>
    <message>
        <source>Remove {what}</source>
        <translation>{what} entfernen</translation>
    </message>
    <message>
        <source>Take this box away again</source>
        <translation>Diesen Rahmen wieder wegnehmen</translation>
    </message>
</context>
<context>
    <name>FiguresTable</name>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
</context>
<context>
    <name>FilesColumn</name>
    <message>
        <source>Restore all …</source>
        <translation>Alle restaurieren …</translation>
    </message>
    <message>
        <source>Restore and save all open files (Ctrl+Shift+R)</source>
        <translation>Alle geöffneten Dateien restaurieren und speichern (Strg+Umschalt+R)</translation>
    </message>
</context>
<context>
    <name>FilesStrip</name>
    <message>
        <source>Open files</source>
        <translation>Offene Dateien</translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message>
        <source>{sure}, no repair yet</source>
        <translation>{sure}, noch nicht behebbar</translation>
    </message>
</context>
<context>
    <name>FindingsPanel</name>
    <message>
        <source>What is wrong</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Nothing is wrong with this photograph. It stays as it is.</source>
        <translation>Mit diesem Foto ist alles in Ordnung. Es bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Nothing is wrong with this recording. It stays as it is.</source>
        <translation>Mit dieser Aufnahme ist alles in Ordnung. Sie bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>Nothing was found for certain. This photograph stays as it is.</source>
        <translation>Es wurde nichts sicher gefunden. Dieses Foto bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Nothing was found for certain. This recording stays as it is.</source>
        <translation>Es wurde nichts sicher gefunden. Diese Aufnahme bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>This file could not be opened, so nothing is known about it.</source>
        <translation>Diese Datei ließ sich nicht öffnen, darum ist nichts über sie bekannt.</translation>
    </message>
    <message>
        <source>Not looked at yet.</source>
        <translation>Noch nicht angesehen.</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>Listen to it</source>
        <translation>Anhören lassen</translation>
    </message>
    <message>
        <source>Looking at the photograph …</source>
        <translation>Das Foto wird geprüft …</translation>
    </message>
    <message>
        <source>Listening to the recording …</source>
        <translation>Die Aufnahme wird angehört …</translation>
    </message>
    <message>
        <source>Will be looked at in a moment.</source>
        <translation>Wird gleich geprüft.</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>Save the restored photograph (Ctrl+S)</source>
        <translation>Restauriertes Foto speichern (Strg+S)</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Hold to see the photograph before (Space)</source>
        <translation>Halten, um das Foto vorher zu sehen (Leertaste)</translation>
    </message>
    <message>
        <source>Loupe</source>
        <translation>Lupe</translation>
    </message>
    <message>
        <source>Before and after at the cursor, enlarged (Z)</source>
        <translation>Vorher und nachher am Mauszeiger, vergrößert (Z)</translation>
    </message>
    <message>
        <source>Save the restored recording (Ctrl+S)</source>
        <translation>Die restaurierte Aufnahme speichern (Strg+S)</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open photographs or recordings (Ctrl+O) or a folder (Ctrl+Shift+O)</source>
        <translation>Fotos oder Aufnahmen öffnen (Strg+O) oder einen Ordner (Strg+Umschalt+O)</translation>
    </message>
    <message>
        <source>Undo: {what} (Ctrl+Z)
Hold for all changes</source>
        <translation>Rückgängig: {what} (Strg+Z)
Halten für alle Änderungen</translation>
    </message>
    <message>
        <source>Redo: {what} (Ctrl+Shift+Z)</source>
        <translation>Wiederholen: {what} (Strg+Umschalt+Z)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Geteilt</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>Wechsel</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Before and after on a split line (S)</source>
        <translation>Vorher und nachher an einer Trennlinie (S)</translation>
    </message>
    <message>
        <source>Before beside after (D)</source>
        <translation>Vorher neben nachher (D)</translation>
    </message>
    <message>
        <source>One at a time: a click on the photograph shows the other (V)</source>
        <translation>Eines nach dem anderen: Ein Klick auf das Foto zeigt das andere (V)</translation>
    </message>
    <message>
        <source>Only what was changed, stronger (X)</source>
        <translation>Nur was geändert wurde, verstärkt (X)</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>The whole photograph (F)</source>
        <translation>Das ganze Foto (F)</translation>
    </message>
    <message>
        <source>Zoom ({key})</source>
        <translation>Vergrößerung ({key})</translation>
    </message>
</context>
<context>
    <name>Histograms</name>
    <message>
        <source>How often each brightness occurs in red, green and blue, dark on the left. Filled: as it is now; dotted: as it was before.</source>
        <translation>Wie oft jede Helligkeit in Rot, Grün und Blau vorkommt, links dunkel. Gefüllt: wie es jetzt ist; gepunktet: wie es vorher war.</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
</context>
<context>
    <name>Imports</name>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>In der Zwischenablage liegt kein Bild.</translation>
    </message>
    <message>
        <source>A plan needs an open file: open one, then open &apos;{name}&apos; again.</source>
        <translation>Ein Plan braucht eine offene Datei: Öffnen Sie eine, dann „{name}“ noch einmal.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; was not used: another file is shown by now.</source>
        <translation>„{name}“ wurde nicht verwendet: Inzwischen wird eine andere Datei gezeigt.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is being worked on. Open the plan again when that is done.</source>
        <translation>„{name}“ ist in Arbeit. Öffnen Sie den Plan noch einmal, wenn das erledigt ist.</translation>
    </message>
    <message>
        <source>Plan &apos;{name}&apos;</source>
        <translation>Plan „{name}“</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>LanesView</name>
    <message>
        <source>Recording, before and after</source>
        <translation>Aufnahme, vorher und nachher</translation>
    </message>
    <message>
        <source>Region from {start} to {stop}</source>
        <translation>Bereich von {start} bis {stop}</translation>
    </message>
</context>
<context>
    <name>MaskDesk</name>
    <message>
        <source>The mask is being drawn …</source>
        <translation>Die Maske wird gezeichnet …</translation>
    </message>
    <message>
        <source>Looking for damage … You can paint meanwhile.</source>
        <translation>Schäden werden gesucht … Malen können Sie schon.</translation>
    </message>
    <message>
        <source>Nothing is filled yet: paint over what is damaged.</source>
        <translation>Noch wird nichts gefüllt: Übermalen Sie, was beschädigt ist.</translation>
    </message>
    <message>
        <source>Less than 1 % of the photograph is filled.</source>
        <translation>Weniger als 1 % des Fotos wird gefüllt.</translation>
    </message>
    <message>
        <source>{share} of the photograph is filled.</source>
        <translation>{share} des Fotos wird gefüllt.</translation>
    </message>
    <message>
        <source>Looking for damage …</source>
        <translation>Schäden werden gesucht …</translation>
    </message>
    <message>
        <source>mask</source>
        <translation>Maske</translation>
    </message>
    <message>
        <source>Saving {name} …</source>
        <translation>{name} wird gespeichert …</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; was not used: another file is shown by now.</source>
        <translation>„{name}“ wurde nicht verwendet: Inzwischen wird eine andere Datei gezeigt.</translation>
    </message>
    <message>
        <source>Saved as {name} in {folder}</source>
        <translation>Gespeichert als {name} in {folder}</translation>
    </message>
</context>
<context>
    <name>MaskPanel</name>
    <message>
        <source>Show the mask of damage</source>
        <translation>Die Maske der Schäden zeigen</translation>
    </message>
    <message>
        <source>Show what is filled in, and paint on it (M)</source>
        <translation>Zeigen, was gefüllt wird, und darauf malen (M)</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Radierer</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>Paint over what is to be filled; with Shift, erase (B)</source>
        <translation>Übermalen, was gefüllt werden soll; mit der Umschalttaste ausnehmen (B)</translation>
    </message>
    <message>
        <source>Take away what is to stay as it is (E)</source>
        <translation>Ausnehmen, was bleiben soll, wie es ist (E)</translation>
    </message>
    <message>
        <source>Draw around what is to be filled; with Shift, erase (O)</source>
        <translation>Umfahren, was gefüllt werden soll; mit der Umschalttaste ausnehmen (O)</translation>
    </message>
    <message>
        <source>Size of the brush</source>
        <translation>Größe des Pinsels</translation>
    </message>
    <message>
        <source>How wide the brush paints, in pixels of the photograph ([ and ])</source>
        <translation>Wie breit der Pinsel malt, in Pixeln des Fotos ([ und ])</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>Empfindlichkeit</translation>
    </message>
    <message>
        <source>To the right more is taken for damage, to the left only what is sure.</source>
        <translation>Nach rechts gilt mehr als Schaden, nach links nur, was sicher ist.</translation>
    </message>
    <message>
        <source>Opacity of the mask</source>
        <translation>Deckkraft der Maske</translation>
    </message>
    <message>
        <source>How much the mask covers the photograph.</source>
        <translation>Wie stark die Maske das Foto verdeckt.</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Make all of the mask a little larger.</source>
        <translation>Die ganze Maske etwas größer machen.</translation>
    </message>
    <message>
        <source>Shrink</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Make all of the mask a little smaller.</source>
        <translation>Die ganze Maske etwas kleiner machen.</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>Umkehren</translation>
    </message>
    <message>
        <source>Fill what is not filled now, and leave the rest.</source>
        <translation>Füllen, was jetzt nicht gefüllt wird, und den Rest lassen.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Empty the mask and start anew.</source>
        <translation>Die Maske leeren und neu beginnen.</translation>
    </message>
    <message>
        <source>Import …</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>Take a picture for the mask: what is white in it is filled.</source>
        <translation>Ein Bild als Maske nehmen: Was darin weiß ist, wird gefüllt.</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Save the mask as a PNG picture, white where it fills.</source>
        <translation>Die Maske als PNG-Bild speichern, weiß, wo sie füllt.</translation>
    </message>
    <message>
        <source>Mask of damage</source>
        <translation>Maske der Schäden</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
</context>
<context>
    <name>MeasurementsDrawer</name>
    <message>
        <source>Measurements</source>
        <translation>Messwerte</translation>
    </message>
    <message>
        <source>Noise, sharpness, light and more, in figures (I)</source>
        <translation>Rauschen, Schärfe, Licht und mehr, in Zahlen (I)</translation>
    </message>
    <message>
        <source>Compare with a reference …</source>
        <translation>Referenz wählen …</translation>
    </message>
    <message>
        <source>An undamaged picture of the same size, to measure how close the repair comes</source>
        <translation>Ein unbeschädigtes Bild derselben Größe, um zu messen, wie nahe die Reparatur ihm kommt</translation>
    </message>
    <message>
        <source>Show where it differs</source>
        <translation>Abweichungen zeigen</translation>
    </message>
    <message>
        <source>Colours over the photograph where it is unlike the reference (W)</source>
        <translation>Farben über dem Foto, wo es von der Referenz abweicht (W)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the figures as text</source>
        <translation>Die Zahlen als Text kopieren</translation>
    </message>
    <message>
        <source>Measuring …</source>
        <translation>Wird gemessen …</translation>
    </message>
    <message>
        <source>Hide measurements</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Loudness, peaks, noise and more, in figures (I)</source>
        <translation>Lautheit, Spitzen, Rauschen und mehr, in Zahlen (I)</translation>
    </message>
    <message>
        <source>Reference …</source>
        <translation>Referenz …</translation>
    </message>
    <message>
        <source>The undamaged recording, as long as this one, to measure how close the repair comes</source>
        <translation>Die unbeschädigte Aufnahme, so lang wie diese, um zu messen, wie nahe die Reparatur ihr kommt</translation>
    </message>
    <message>
        <source>Compared with {name}</source>
        <translation>Verglichen mit {name}</translation>
    </message>
    <message>
        <source>You can also drop one here.</source>
        <translation>Sie können auch eines hier ablegen.</translation>
    </message>
    <message>
        <source>Another reference …</source>
        <translation>Andere Referenz …</translation>
    </message>
    <message>
        <source>Remove the reference</source>
        <translation>Referenz entfernen</translation>
    </message>
    <message>
        <source>Hide where it differs</source>
        <translation>Abweichungen ausblenden</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Save the figures with their units and definitions</source>
        <translation>Die Zahlen mit ihren Einheiten und Erklärungen speichern</translation>
    </message>
    <message>
        <source>As a table (CSV) …</source>
        <translation>Als Tabelle (CSV) …</translation>
    </message>
    <message>
        <source>For programs (JSON) …</source>
        <translation>Für Programme (JSON) …</translation>
    </message>
</context>
<context>
    <name>Measuring</name>
    <message>
        <source>Saved as {name}</source>
        <translation>Gespeichert als {name}</translation>
    </message>
    <message>
        <source>measurements</source>
        <translation>Messwerte</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Card of the model</source>
        <translation>Karte des Modells</translation>
    </message>
    <message>
        <source>Limits and card are in English.</source>
        <translation>Grenzen und Modellkarte sind auf Englisch.</translation>
    </message>
    <message>
        <source>being checked …</source>
        <translation>wird geprüft …</translation>
    </message>
    <message>
        <source>not fetched</source>
        <translation>nicht geholt</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>geprüft</translation>
    </message>
</context>
<context>
    <name>OpenMenu</name>
    <message>
        <source>Photographs …</source>
        <translation>Fotos …</translation>
    </message>
    <message>
        <source>Folder …</source>
        <translation>Ordner …</translation>
    </message>
    <message>
        <source>Restore a folder without opening it …</source>
        <translation>Ordner restaurieren, ohne ihn zu öffnen …</translation>
    </message>
    <message>
        <source>Plan …</source>
        <translation>Plan …</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Diese Liste leeren</translation>
    </message>
    <message>
        <source>Save the session …</source>
        <translation>Sitzung speichern …</translation>
    </message>
    <message>
        <source>Everything that is open, with plans and changes, as a file (Ctrl+Shift+S)</source>
        <translation>Alles, was offen ist, mit Plänen und Änderungen, als Datei (Strg+Umschalt+S)</translation>
    </message>
    <message>
        <source>Not there now: {path}</source>
        <translation>Gerade nicht da: {path}</translation>
    </message>
</context>
<context>
    <name>OptionFields</name>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>To the left the file is smaller, to the right truer</source>
        <translation>Nach links wird die Datei kleiner, nach rechts getreuer</translation>
    </message>
    <message>
        <source>Keep date and camera</source>
        <translation>Datum und Kamera behalten</translation>
    </message>
    <message>
        <source>EXIF and XMP: date, camera, title, and that it was restored with Restorer</source>
        <translation>EXIF und XMP: Datum, Kamera, Titel, und dass es mit Restorer restauriert wurde</translation>
    </message>
    <message>
        <source>Keep the place</source>
        <translation>Ort behalten</translation>
    </message>
    <message>
        <source>The GPS position and the names of places</source>
        <translation>Die GPS-Position und die Namen von Orten</translation>
    </message>
    <message>
        <source>Save the plan beside it</source>
        <translation>Plan daneben speichern</translation>
    </message>
    <message>
        <source>A small file with the steps, to repeat the same repair with</source>
        <translation>Eine kleine Datei mit den Schritten, um dieselbe Reparatur zu wiederholen</translation>
    </message>
    <message>
        <source>Nothing is lost.</source>
        <translation>Es geht nichts verloren.</translation>
    </message>
    <message>
        <source>No loss that anyone sees.</source>
        <translation>Kein Verlust, den jemand sieht.</translation>
    </message>
    <message>
        <source>Hardly any loss, and a smaller file.</source>
        <translation>Kaum Verlust und eine kleinere Datei.</translation>
    </message>
    <message>
        <source>Fine detail suffers a little; good for mail.</source>
        <translation>Feine Einzelheiten leiden ein wenig; gut für E-Mails.</translation>
    </message>
    <message>
        <source>The loss can be seen; the file is small.</source>
        <translation>Der Verlust ist zu sehen; die Datei ist klein.</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Farbtiefe</translation>
    </message>
    <message>
        <source>How finely each colour is stored</source>
        <translation>Wie fein jede Farbe gespeichert wird</translation>
    </message>
    <message>
        <source>As the original, {n} bit</source>
        <translation>Wie das Original, {n} Bit</translation>
    </message>
    <message>
        <source>8 bit, what screens show</source>
        <translation>8 Bit, was Bildschirme zeigen</translation>
    </message>
    <message>
        <source>16 bit, for further editing</source>
        <translation>16 Bit, zum Weiterbearbeiten</translation>
    </message>
</context>
<context>
    <name>PlanPanel</name>
    <message>
        <source>Repair</source>
        <translation>Reparatur</translation>
    </message>
    <message>
        <source>Repair something that was not found, or not surely enough</source>
        <translation>Etwas beheben, das nicht oder nicht sicher genug gefunden wurde</translation>
    </message>
    <message>
        <source>Presets …</source>
        <translation>Vorlagen …</translation>
    </message>
    <message>
        <source>Ready-made plans for kinds of pictures, and your own</source>
        <translation>Fertige Pläne für Arten von Bildern, und Ihre eigenen</translation>
    </message>
    <message>
        <source>Back to what was proposed</source>
        <translation>Zurück zum Vorschlag</translation>
    </message>
    <message>
        <source>The steps and strengths that the diagnosis led to</source>
        <translation>Die Schritte und Stärken, die sich aus der Diagnose ergeben haben</translation>
    </message>
    <message>
        <source>Repair anyway …</source>
        <translation>Trotzdem reparieren …</translation>
    </message>
    <message>
        <source>+ Add a step</source>
        <translation>+ Schritt hinzufügen</translation>
    </message>
</context>
<context>
    <name>PlayerBar</name>
    <message>
        <source>Can&apos;t be played here</source>
        <translation>Hier nicht abspielbar</translation>
    </message>
    <message>
        <source>{now} / {all}</source>
        <translation>{now} / {all}</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Repeat the region, or all of it where none is chosen (L)</source>
        <translation>Den Bereich wiederholen, oder alles, wenn keiner gewählt ist (L)</translation>
    </message>
    <message>
        <source>Equally loud</source>
        <translation>Gleich laut</translation>
    </message>
    <message>
        <source>Listen to: {what}</source>
        <translation>Anhören: {what}</translation>
    </message>
    <message>
        <source>At the same place, at once (A)</source>
        <translation>An derselben Stelle, sofort (A)</translation>
    </message>
    <message>
        <source>Before minus after: nothing you want to keep should be heard here</source>
        <translation>Vorher minus nachher: Hier sollte nichts zu hören sein, was Sie behalten wollen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>{what} (P)</source>
        <translation>{what} (P)</translation>
    </message>
    <message>
        <source>{voice} {gain}</source>
        <translation>{voice} {gain}</translation>
    </message>
    <message>
        <source>Play before and after equally loud: what is louder seems better</source>
        <translation>Vorher und nachher gleich laut abspielen: Lauteres scheint besser</translation>
    </message>
</context>
<context>
    <name>PresetDesk</name>
    <message>
        <source>Nothing was found surely enough for &apos;{name}&apos;: the plan stays.</source>
        <translation>Für „{name}“ wurde nichts sicher genug gefunden: Der Plan bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>No model can do a step of &apos;{name}&apos;: the plan stays.</source>
        <translation>Kein Modell kann einen Schritt von „{name}“ ausführen: Der Plan bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>Save as a preset</source>
        <translation>Als Vorlage speichern</translation>
    </message>
    <message>
        <source>Rename the preset</source>
        <translation>Vorlage umbenennen</translation>
    </message>
</context>
<context>
    <name>PresetMenu</name>
    <message>
        <source>Save this plan as a preset …</source>
        <translation>Diesen Plan als Vorlage speichern …</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>PresetNameDialog</name>
    <message>
        <source>Name of the preset</source>
        <translation>Name der Vorlage</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>You find it under Presets, for every photograph.</source>
        <translation>Sie finden sie unter Vorlagen, für jedes Foto.</translation>
    </message>
    <message>
        <source>You have a preset of this name: it will be replaced.</source>
        <translation>Sie haben eine Vorlage mit diesem Namen: Sie wird ersetzt.</translation>
    </message>
    <message>
        <source>There is a preset of this name already. Choose another name.</source>
        <translation>Eine Vorlage mit diesem Namen gibt es schon. Wählen Sie einen anderen Namen.</translation>
    </message>
</context>
<context>
    <name>PreviewDesk</name>
    <message>
        <source>The preview comes when what is being restored is done.</source>
        <translation>Die Vorschau kommt, wenn die laufende Restaurierung fertig ist.</translation>
    </message>
    <message>
        <source>Working out a preview …</source>
        <translation>Vorschau wird berechnet …</translation>
    </message>
    <message>
        <source>A preview of what you see. Restore does the whole photograph.</source>
        <translation>Eine Vorschau dessen, was Sie sehen. Mit „Restaurieren“ kommt das ganze Foto an die Reihe.</translation>
    </message>
    <message>
        <source>A preview of the middle. Zoom in to choose the part, or press Restore.</source>
        <translation>Eine Vorschau der Mitte. Vergrößern Sie, um den Ausschnitt zu wählen, oder drücken Sie „Restaurieren“.</translation>
    </message>
</context>
<context>
    <name>ProgramButton</name>
    <message>
        <source>Settings and more</source>
        <translation>Einstellungen und mehr</translation>
    </message>
    <message>
        <source>Settings (Ctrl+,), models and more</source>
        <translation>Einstellungen (Strg+,), Modelle und mehr</translation>
    </message>
    <message>
        <source>Settings …</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Models …</source>
        <translation>Modelle …</translation>
    </message>
    <message>
        <source>Keys …</source>
        <translation>Tasten …</translation>
    </message>
    <message>
        <source>About Restorer …</source>
        <translation>Über Restorer …</translation>
    </message>
</context>
<context>
    <name>QueueDesk</name>
    <message>
        <source>Show the queue (Q)</source>
        <translation>Warteschlange zeigen (Q)</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Restore {what}</source>
        <translation>{what} restaurieren</translation>
    </message>
    <message>
        <source>Grandma 1943.jpg</source>
        <translation>Oma 1943.jpg</translation>
    </message>
    <message>
        <source>Restore &apos;{name}&apos;</source>
        <translation>„{name}“ restaurieren</translation>
    </message>
    <message>
        <source>Restore {n} files and folders</source>
        <translation>{n} Dateien und Ordner restaurieren</translation>
    </message>
</context>
<context>
    <name>QueueDialog</name>
    <message>
        <source>These are filled in:</source>
        <translation>Diese werden ausgefüllt:</translation>
    </message>
    <message>
        <source>JPEG, small</source>
        <translation>JPEG, klein</translation>
    </message>
    <message>
        <source>PNG, without loss</source>
        <translation>PNG, verlustfrei</translation>
    </message>
    <message>
        <source>TIFF, without loss</source>
        <translation>TIFF, verlustfrei</translation>
    </message>
    <message>
        <source>WebP, small</source>
        <translation>WebP, klein</translation>
    </message>
    <message>
        <source>Keep it, and number the new one</source>
        <translation>Behalten und die neue Datei nummerieren</translation>
    </message>
    <message>
        <source>Restore many files</source>
        <translation>Viele Dateien restaurieren</translation>
    </message>
    <message>
        <source>As each file has it</source>
        <translation>Wie bei jeder Datei</translation>
    </message>
    <message>
        <source>Keep it, and skip the file</source>
        <translation>Behalten und die Datei überspringen</translation>
    </message>
    <message>
        <source>Copy them as they are, byte for byte</source>
        <translation>Unverändert kopieren, Byte für Byte</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Keep the folders they lie in</source>
        <translation>Die Ordner beibehalten, in denen sie liegen</translation>
    </message>
    <message>
        <source>The same folders are made below the one for results</source>
        <translation>Dieselben Ordner werden im Ordner für die Ergebnisse angelegt</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Auswählen …</translation>
    </message>
    <message>
        <source>Choose the folder for the results</source>
        <translation>Ordner für die Ergebnisse auswählen</translation>
    </message>
    <message>
        <source>Results go to</source>
        <translation>Ergebnisse nach</translation>
    </message>
    <message>
        <source>Their names</source>
        <translation>Ihre Namen</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>If the name is taken</source>
        <translation>Ist der Name vergeben</translation>
    </message>
    <message>
        <source>Where nothing is wrong</source>
        <translation>Fotos ohne Befund</translation>
    </message>
    <message>
        <source>Keep the folders</source>
        <translation>Ordner beibehalten</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurieren</translation>
    </message>
    <message>
        <source>Your originals are never changed, and no file is replaced.</source>
        <translation>Ihre Originale werden nie verändert, und keine Datei wird ersetzt.</translation>
    </message>
    <message>
        <source>Choose the folder for the results.</source>
        <translation>Wählen Sie den Ordner für die Ergebnisse.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; becomes &apos;{named}&apos;</source>
        <translation>„{name}“ wird zu „{named}“</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Progress of the queue</source>
        <translation>Fortschritt der Warteschlange</translation>
    </message>
    <message>
        <source>Add a folder …</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>Alle abbrechen</translation>
    </message>
    <message>
        <source>Restore none of those that are not done yet</source>
        <translation>Keines von denen restaurieren, die noch nicht fertig sind</translation>
    </message>
    <message>
        <source>Try again all with a problem</source>
        <translation>Alle mit einem Problem noch einmal versuchen</translation>
    </message>
    <message>
        <source>Put those with a problem back into the queue</source>
        <translation>Die mit einem Problem wieder in die Warteschlange stellen</translation>
    </message>
    <message>
        <source>Remove done</source>
        <translation>Fertige entfernen</translation>
    </message>
    <message>
        <source>Take off the list what is done. No file is touched.</source>
        <translation>Von der Liste nehmen, was fertig ist. Keine Datei wird angerührt.</translation>
    </message>
    <message>
        <source>Open the result</source>
        <translation>Ergebnis öffnen</translation>
    </message>
    <message>
        <source>Nothing waits to be restored. Drop files or whole folders here, or add a folder: nothing of it is opened, only restored.</source>
        <translation>Nichts wartet auf die Restaurierung. Ziehen Sie Dateien oder ganze Ordner hierher, oder fügen Sie einen Ordner hinzu: Nichts davon wird geöffnet, nur restauriert.</translation>
    </message>
    <message>
        <source>Restore the files of a folder without opening them (Ctrl+Shift+F)</source>
        <translation>Die Dateien eines Ordners restaurieren, ohne sie zu öffnen (Strg+Umschalt+F)</translation>
    </message>
    <message>
        <source>Back to the open files</source>
        <translation>Zurück zu den geöffneten Dateien</translation>
    </message>
    <message>
        <source>Back to the open files (Q). The queue goes on.</source>
        <translation>Zurück zu den geöffneten Dateien (Q). Die Warteschlange läuft weiter.</translation>
    </message>
    <message>
        <source>Stop now. The file in work is begun anew later.</source>
        <translation>Jetzt anhalten. Die Datei in Arbeit wird später neu begonnen.</translation>
    </message>
    <message>
        <source>In the program for such files (Return)</source>
        <translation>Im Programm für solche Dateien (Eingabetaste)</translation>
    </message>
    <message>
        <source>Show in the folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Open the folder that the result is in</source>
        <translation>Den Ordner öffnen, in dem das Ergebnis liegt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Leave the chosen ones alone (Delete)</source>
        <translation>Die ausgewählten nicht restaurieren (Entf)</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Put the chosen ones back into the queue</source>
        <translation>Die ausgewählten wieder in die Warteschlange stellen</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>{n} files chosen</source>
        <translation>{n} Dateien ausgewählt</translation>
    </message>
</context>
<context>
    <name>QueueView</name>
    <message>
        <source>Photographs in the queue</source>
        <translation>Fotos in der Warteschlange</translation>
    </message>
</context>
<context>
    <name>RegionPanel</name>
    <message>
        <source>Only the chosen region</source>
        <translation>Nur der gewählte Bereich</translation>
    </message>
    <message>
        <source>{region}. Everything else stays as it is, to the last sample.</source>
        <translation>{region}. Alles andere bleibt, wie es ist, bis auf den letzten Abtastwert.</translation>
    </message>
    <message>
        <source>Drag over the recording to choose a region.</source>
        <translation>Ziehen Sie über die Aufnahme, um einen Bereich zu wählen.</translation>
    </message>
</context>
<context>
    <name>ReportPanel</name>
    <message>
        <source>What is being done</source>
        <translation>Was gerade geschieht</translation>
    </message>
    <message>
        <source>Now repairing the whole photograph.</source>
        <translation>Jetzt wird das ganze Foto restauriert.</translation>
    </message>
    <message>
        <source>Finding out what helps …</source>
        <translation>Es wird ermittelt, was hilft …</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Was getan wurde</translation>
    </message>
    <message>
        <source>Nothing helped, so the photograph stays as it is.</source>
        <translation>Nichts hat geholfen, darum bleibt das Foto, wie es ist.</translation>
    </message>
    <message>
        <source>Nothing was changed: the recording stays as it is.</source>
        <translation>Es wurde nichts geändert: Die Aufnahme bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>Pass {n}</source>
        <translation>Durchgang {n}</translation>
    </message>
    <message>
        <source>being tried …</source>
        <translation>wird versucht …</translation>
    </message>
    <message>
        <source>left out · {time}</source>
        <translation>entfällt · {time}</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>übernommen</translation>
    </message>
    <message>
        <source>{done} · {time}</source>
        <translation>{done} · {time}</translation>
    </message>
    <message>
        <source>Why it stopped</source>
        <translation>Warum es endete</translation>
    </message>
</context>
<context>
    <name>RestOfFindings</name>
    <message>
        <source>Hide what was not found</source>
        <translation>Ausblenden, was nicht gefunden wurde</translation>
    </message>
    <message numerus="yes">
        <source>%n others were not found …</source>
        <translation>
            <numerusform>%n weiteres wurde nicht gefunden …</numerusform>
            <numerusform>%n weitere wurden nicht gefunden …</numerusform>
        </translation>
    </message>
    <message>
        <source>What was looked for …</source>
        <translation>Wonach gesucht wurde …</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>Save the restored photograph</source>
        <translation>Restauriertes Foto speichern</translation>
    </message>
    <message>
        <source>Options …</source>
        <translation>Optionen …</translation>
    </message>
    <message>
        <source>Quality, depth, and what goes along</source>
        <translation>Qualität, Farbtiefe und was mitgespeichert wird</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Fewer options</source>
        <translation>Weniger Optionen</translation>
    </message>
    <message>
        <source>Quality {n}</source>
        <translation>Qualität {n}</translation>
    </message>
    <message>
        <source>{n} bit</source>
        <translation>{n} Bit</translation>
    </message>
    <message>
        <source>without the place</source>
        <translation>ohne Ort</translation>
    </message>
    <message>
        <source>without date and camera</source>
        <translation>ohne Datum und Kamera</translation>
    </message>
    <message>
        <source>with the plan</source>
        <translation>mit Plan</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Reset to defaults</source>
        <translation>Auf Standard zurücksetzen</translation>
    </message>
    <message>
        <source>Everything as it was when Restorer was new</source>
        <translation>Alles so, wie es am Anfang war</translation>
    </message>
    <message>
        <source>Looking at what this computer has …</source>
        <translation>Es wird nachgesehen, was dieser Rechner hat …</translation>
    </message>
    <message>
        <source>You will see it when you start Restorer the next time.</source>
        <translation>Sie sehen sie, wenn Sie Restorer das nächste Mal starten.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>Restaurieren</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Restorer works on this computer alone: it never uses the network, unless you ask it to fetch a model in the terminal.</source>
        <translation>Restorer arbeitet nur auf diesem Rechner: Das Netz nutzt es nie, außer Sie lassen es im Terminal ein Modell holen.</translation>
    </message>
</context>
<context>
    <name>SizeSlider</name>
    <message>
        <source>{n} px</source>
        <translation>{n} px</translation>
    </message>
</context>
<context>
    <name>SoundSaveDialog</name>
    <message>
        <source>Save the restored recording</source>
        <translation>Die restaurierte Aufnahme speichern</translation>
    </message>
    <message>
        <source>Save what was removed beside it</source>
        <translation>Was entfernt wurde, daneben speichern</translation>
    </message>
    <message>
        <source>Before minus after, as a recording of its own whose name ends with -removed</source>
        <translation>Vorher minus nachher, als eigene Aufnahme, deren Name mit -removed endet</translation>
    </message>
    <message>
        <source>Save the plan beside it</source>
        <translation>Plan daneben speichern</translation>
    </message>
    <message>
        <source>A small file with the steps, to repeat the same repair with</source>
        <translation>Eine kleine Datei mit den Schritten, um dieselbe Reparatur zu wiederholen</translation>
    </message>
</context>
<context>
    <name>SoundView</name>
    <message>
        <source>Place in the recording</source>
        <translation>Stelle in der Aufnahme</translation>
    </message>
</context>
<context>
    <name>SpectrogramDialog</name>
    <message>
        <source>Save the spectrogram as a picture</source>
        <translation>Das Spektrogramm als Bild speichern</translation>
    </message>
</context>
<context>
    <name>StartOffers</name>
    <message>
        <source>Continue where you left off</source>
        <translation>Letzte Sitzung fortsetzen</translation>
    </message>
    <message>
        <source>Try a sample photograph</source>
        <translation>Ein Beispielfoto ausprobieren</translation>
    </message>
    <message>
        <source>Opens a portrait that was damaged on purpose, to try things on</source>
        <translation>Öffnet ein absichtlich beschädigtes Porträt zum Ausprobieren</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Open what was open when Restorer was closed last, with all plans: {what}</source>
        <translation>Öffnen, was offen war, als Restorer zuletzt geschlossen wurde, mit allen Plänen: {what}</translation>
    </message>
    <message>
        <source>Making the sample …</source>
        <translation>Beispiel wird erstellt …</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop what is being done (Esc)</source>
        <translation>Laufende Arbeit abbrechen (Esc)</translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>Repairs: {what}
Model: {model}</source>
        <translation>Behebt: {what}
Modell: {model}</translation>
    </message>
    <message>
        <source>It may take music for noise, so it is switched on by hand.</source>
        <translation>Es kann Musik für Rauschen halten, deshalb wird es von Hand eingeschaltet.</translation>
    </message>
    <message>
        <source>Move {what}</source>
        <translation>{what} verschieben</translation>
    </message>
    <message>
        <source>Drag to change the order (Alt+Up, Alt+Down)</source>
        <translation>Ziehen, um die Reihenfolge zu ändern (Alt+Hoch, Alt+Herunter)</translation>
    </message>
    <message>
        <source>Repair {what}</source>
        <translation>{what} beheben</translation>
    </message>
    <message>
        <source>A double click sets it back.</source>
        <translation>Ein Doppelklick setzt den Wert zurück.</translation>
    </message>
    <message>
        <source>Strength of {what}</source>
        <translation>Stärke für {what}</translation>
    </message>
    <message>
        <source>How much of the repair is taken. {reset}</source>
        <translation>Wie viel von der Reparatur genommen wird. {reset}</translation>
    </message>
    <message>
        <source>Detail of {what}</source>
        <translation>Details für {what}</translation>
    </message>
    <message>
        <source>To the right it looks crisper, with detail that the network makes up. {reset}</source>
        <translation>Nach rechts wirkt es knackiger, mit Einzelheiten, die das Netz erfindet. {reset}</translation>
    </message>
    <message>
        <source>Keep the sepia tone</source>
        <translation>Sepiaton behalten</translation>
    </message>
    <message>
        <source>For a photograph in shades of one colour, brown or yellowed: its tones are corrected, the colour stays.</source>
        <translation>Für ein Foto in Abstufungen einer Farbe, braun oder vergilbt: Seine Tonwerte werden korrigiert, die Farbe bleibt.</translation>
    </message>
    <message>
        <source>Remove {what}</source>
        <translation>{what} entfernen</translation>
    </message>
    <message>
        <source>Take this step out of the plan (Delete)</source>
        <translation>Diesen Schritt aus dem Plan nehmen (Entf)</translation>
    </message>
    <message>
        <source>Move up	Alt+Up</source>
        <translation>Nach oben	Alt+Hoch</translation>
    </message>
    <message>
        <source>Move down	Alt+Down</source>
        <translation>Nach unten	Alt+Herunter</translation>
    </message>
    <message>
        <source>Set back strength and detail</source>
        <translation>Stärke und Details zurücksetzen</translation>
    </message>
    <message>
        <source>Remove	Delete</source>
        <translation>Entfernen	Entf</translation>
    </message>
    <message>
        <source>Step {n} of {count}: {what}</source>
        <translation>Schritt {n} von {count}: {what}</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>TargetDialog</name>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
</context>
<context>
    <name>TargetFields</name>
    <message>
        <source>File name</source>
        <translation>Dateiname</translation>
    </message>
    <message>
        <source>The name of the new file. Your original stays as it is.</source>
        <translation>Der Name der neuen Datei. Ihr Original bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>How the file is stored</source>
        <translation>Wie die Datei gespeichert wird</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>The folder that the file goes to</source>
        <translation>Der Ordner, in den die Datei kommt</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Auswählen …</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>Anderen Ordner auswählen</translation>
    </message>
    <message>
        <source>There is no such folder. Choose another one.</source>
        <translation>Diesen Ordner gibt es nicht. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>This is an original, and originals are never written over. Choose another name or folder.</source>
        <translation>Dies ist ein Original, und Originale werden nie überschrieben. Wählen Sie einen anderen Namen oder Ordner.</translation>
    </message>
    <message>
        <source>There is a file with this name already. It would be replaced.</source>
        <translation>Eine Datei mit diesem Namen gibt es schon. Sie würde ersetzt.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>WindowKeys</name>
    <message>
        <source>On the photograph: fold the panels away, or back</source>
        <translation>Auf dem Foto: Leisten einklappen oder wieder ausklappen</translation>
    </message>
    <message>
        <source>Move the split line to the left</source>
        <translation>Trennlinie nach links schieben</translation>
    </message>
    <message>
        <source>Move the split line to the right</source>
        <translation>Trennlinie nach rechts schieben</translation>
    </message>
    <message>
        <source>Ctrl+Arrow</source>
        <translation>Strg+Pfeil</translation>
    </message>
    <message>
        <source>Look further that way, when zoomed in</source>
        <translation>In diese Richtung weitersehen, wenn vergrößert</translation>
    </message>
    <message>
        <source>Move the step of the plan up</source>
        <translation>Schritt des Plans nach oben schieben</translation>
    </message>
    <message>
        <source>Move the step of the plan down</source>
        <translation>Schritt des Plans nach unten schieben</translation>
    </message>
    <message>
        <source>This sheet</source>
        <translation>Diese Übersicht</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Save the result as</source>
        <translation>Ergebnis speichern unter</translation>
    </message>
    <message>
        <source>Save the session</source>
        <translation>Sitzung speichern</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>Plan speichern</translation>
    </message>
    <message>
        <source>Open a saved plan</source>
        <translation>Gespeicherten Plan öffnen</translation>
    </message>
    <message>
        <source>Paste a photograph</source>
        <translation>Foto einfügen</translation>
    </message>
    <message>
        <source>Copy what is shown: the result, if there is one</source>
        <translation>Kopieren, was zu sehen ist: das Ergebnis, falls es eines gibt</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurieren</translation>
    </message>
    <message>
        <source>Restore a folder without opening it</source>
        <translation>Ordner restaurieren, ohne ihn zu öffnen</translation>
    </message>
    <message>
        <source>Stop what is being done</source>
        <translation>Laufende Arbeit abbrechen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Split view</source>
        <translation>Geteilte Ansicht</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Flip between before and after</source>
        <translation>Zwischen vorher und nachher wechseln</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Hold to see or hear what was before</source>
        <translation>Halten, um zu sehen oder zu hören, was vorher war</translation>
    </message>
    <message>
        <source>Previous file</source>
        <translation>Vorige Datei</translation>
    </message>
    <message>
        <source>Next file</source>
        <translation>Nächste Datei</translation>
    </message>
    <message>
        <source>Alt+Left, Right</source>
        <translation>Alt+Links, Rechts</translation>
    </message>
    <message>
        <source>In a recording: move the play head</source>
        <translation>In einer Aufnahme: die Abspielstelle bewegen</translation>
    </message>
    <message>
        <source>Shift+Left, Right</source>
        <translation>Umschalt+Links, Rechts</translation>
    </message>
    <message>
        <source>In a recording: choose a region</source>
        <translation>In einer Aufnahme: einen Bereich wählen</translation>
    </message>
    <message>
        <source>Take out the step, or close the file</source>
        <translation>Den Schritt herausnehmen oder die Datei schließen</translation>
    </message>
    <message>
        <source>Open photographs and recordings</source>
        <translation>Fotos und Aufnahmen öffnen</translation>
    </message>
    <message>
        <source>Save a comparison of before and after, or a spectrogram</source>
        <translation>Einen Vergleich von vorher und nachher oder ein Spektrogramm speichern</translation>
    </message>
    <message>
        <source>Restore all open files</source>
        <translation>Alle geöffneten Dateien restaurieren</translation>
    </message>
    <message>
        <source>Show the queue, or the open file again</source>
        <translation>Die Warteschlange zeigen oder wieder die offene Datei</translation>
    </message>
    <message>
        <source>Fit all of it into the window</source>
        <translation>Alles in das Fenster einpassen</translation>
    </message>
    <message>
        <source>Zoom to 100 %</source>
        <translation>Auf 100 % vergrößern</translation>
    </message>
    <message>
        <source>Zoom to 200 %</source>
        <translation>Auf 200 % vergrößern</translation>
    </message>
    <message>
        <source>Zoom to 400 %</source>
        <translation>Auf 400 % vergrößern</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Loupe at the cursor</source>
        <translation>Lupe am Mauszeiger</translation>
    </message>
    <message>
        <source>Play the recording, or pause</source>
        <translation>Die Aufnahme abspielen oder anhalten</translation>
    </message>
    <message>
        <source>Hear before or after, at the same place</source>
        <translation>Vorher oder nachher hören, an derselben Stelle</translation>
    </message>
    <message>
        <source>Repeat the region, or all of the recording</source>
        <translation>Den Bereich oder die ganze Aufnahme wiederholen</translation>
    </message>
    <message>
        <source>Show the mask of damage, or hide it</source>
        <translation>Die Maske der Schäden zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Brush: paint over what is damaged</source>
        <translation>Pinsel: Übermalen, was beschädigt ist</translation>
    </message>
    <message>
        <source>Eraser: what is to stay as it is</source>
        <translation>Radierer: Was bleiben soll, wie es ist</translation>
    </message>
    <message>
        <source>Lasso: draw around what is damaged</source>
        <translation>Lasso: Umfahren, was beschädigt ist</translation>
    </message>
    <message>
        <source>Narrower brush</source>
        <translation>Schmalerer Pinsel</translation>
    </message>
    <message>
        <source>Wider brush</source>
        <translation>Breiterer Pinsel</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>Messwerte</translation>
    </message>
    <message>
        <source>Where it differs from the reference</source>
        <translation>Wo es von der Referenz abweicht</translation>
    </message>
    <message>
        <source>Go on to the next control</source>
        <translation>Weiter zum nächsten Bedienelement</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>WorkDisplay</name>
    <message>
        <source>Saving</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>_RecentLink</name>
    <message>
        <source>Open {name}</source>
        <translation>{name} öffnen</translation>
    </message>
</context>
<context>
    <name>_ShareNumber</name>
    <message>
        <source>{name}, in percent</source>
        <translation>{name}, in Prozent</translation>
    </message>
</context>
</TS>
