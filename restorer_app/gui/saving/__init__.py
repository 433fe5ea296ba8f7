"""How results leave the window: saved, compared in one picture, copied, dragged out."""
