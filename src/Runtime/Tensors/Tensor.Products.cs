using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

namespace AutoDiff;

/// <content>Products of tensors.</content>
public static partial class Tensor
{
    /// <inheritdoc cref="Tensor{T}.Matmul"/>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The left factor.</param>
    /// <param name="y">The right factor.</param>
    public static Tensor<T> Matmul<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Matmul(y);
    }

    /// <summary>The product of each element of one tensor with each of another: PyTorch's <c>outer</c>, for any shapes as NumPy's.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The left factors.</param>
    /// <param name="y">The right factors.</param>
    /// <returns>A matrix: the elements of <paramref name="x"/> in row-major order count its rows, those of <paramref name="y"/> its columns.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static Tensor<T> Outer<T>(Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return x.Reshape(-1, 1) * y.Reshape(1, -1);
    }

    /// <summary>An affine map of the last dimension, <c>x W^T + b</c>: PyTorch's <c>torch.nn.functional.linear</c>.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The inputs, of shape [..., in].</param>
    /// <param name="weight">The weights W, of shape [out, in].</param>
    /// <param name="bias">The constants b, of shape [out]; none if null.</param>
    /// <returns>A tensor of shape [..., out].</returns>
    /// <exception cref="ArgumentNullException"><paramref name="x"/> or <paramref name="weight"/> is null.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor<T> Linear<T>(Tensor<T> x, Tensor<T> weight, Tensor<T>? bias = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Rank != 2)
        {
            throw new ArgumentException($"The weights of a linear map are a matrix [out, in], not of shape {Shapes.Text(weight.Shape)}.", nameof(weight));
        }

        Tensor<T> product = x.Matmul(weight.Transpose());
        return bias is null ? product : product + bias;
    }

    /// <summary>
    /// A product of two tensors summed over the indices that the result lacks, in Einstein's notation: PyTorch's <c>einsum</c> with two operands,
    /// as <c>"ij,kj->ik"</c>.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="equation">A letter for each dimension of the operands, then, behind the arrow, those of the result. Without an arrow: the letters that occur once, sorted.</param>
    /// <param name="x">The first operand.</param>
    /// <param name="y">The second operand.</param>
    /// <returns>A new tensor.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The equation is not of this form, repeats a letter in one operand, or does not fit the shapes.</exception>
    public static Tensor<T> Einsum<T>(string equation, Tensor<T> x, Tensor<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(equation);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        EinsumEquation parsed = EinsumEquation.Parse(equation, x.Shape, y.Shape);

        // Letters of one operand that nothing else needs are summed first; then [batch, left, inner] times [batch, inner, right].
        Tensor<T> left = parsed.Arrange(x, parsed.Left, [.. parsed.Batch, .. parsed.OnlyLeft, .. parsed.Inner]);
        Tensor<T> right = parsed.Arrange(y, parsed.Right, [.. parsed.Batch, .. parsed.Inner, .. parsed.OnlyRight]);
        int batch = parsed.Length(parsed.Batch);
        Tensor<T> product = left.Reshape(batch, parsed.Length(parsed.OnlyLeft), parsed.Length(parsed.Inner))
            .Matmul(right.Reshape(batch, parsed.Length(parsed.Inner), parsed.Length(parsed.OnlyRight)));
        char[] order = [.. parsed.Batch, .. parsed.OnlyLeft, .. parsed.OnlyRight];
        int[] shape = [.. order.Select(letter => parsed.Lengths[letter])];
        int[] places = [.. parsed.Result.Select(letter => Array.IndexOf(order, letter))];
        return product.Reshape(shape).Permute(places);
    }

    /// <summary>An equation with the role of each letter.</summary>
    private sealed record EinsumEquation(string Left, string Right, string Result, Dictionary<char, int> Lengths)
    {
        public char[] Batch { get; } = [.. Result.Where(letter => Left.Contains(letter) && Right.Contains(letter))];

        public char[] OnlyLeft { get; } = [.. Result.Where(letter => !Right.Contains(letter))];

        public char[] OnlyRight { get; } = [.. Result.Where(letter => !Left.Contains(letter))];

        public char[] Inner { get; } = [.. Left.Where(letter => Right.Contains(letter) && !Result.Contains(letter))];

        public static EinsumEquation Parse(string equation, ReadOnlySpan<int> left, ReadOnlySpan<int> right)
        {
            string text = equation.Replace(" ", string.Empty, StringComparison.Ordinal);
            string[] sides = text.Split("->");
            string[] operands = sides[0].Split(',');
            if (sides.Length > 2 || operands.Length != 2 || !sides.Concat(operands).All(side => side.All(letter => char.IsAsciiLetter(letter) || letter == ',')))
            {
                throw new ArgumentException($"einsum(): '{equation}' is not of the form 'ij,jk->ik', with letters for two operands", nameof(equation));
            }

            string result = sides.Length == 2 ? sides[1]
                : string.Concat((operands[0] + operands[1]).GroupBy(letter => letter).Where(group => group.Count() == 1).Select(group => group.Key).Order());
            foreach (string side in new[] { operands[0], operands[1], result })
            {
                if (side.Distinct().Count() != side.Length)
                {
                    throw new ArgumentException($"einsum(): a letter is repeated in '{side}' of '{equation}'; take Diagonal first", nameof(equation));
                }
            }

            var lengths = new Dictionary<char, int>();
            Measure(operands[0], left);
            Measure(operands[1], right);
            foreach (char letter in result)
            {
                if (!lengths.ContainsKey(letter))
                {
                    throw new ArgumentException($"einsum(): output subscript {letter} does not appear in the equation for any input operand: '{equation}'", nameof(equation));
                }
            }

            return new EinsumEquation(operands[0], operands[1], result, lengths);

            void Measure(string letters, ReadOnlySpan<int> shape)
            {
                if (letters.Length != shape.Length)
                {
                    throw new ArgumentException(
                        $"einsum(): the number of subscripts in '{letters}' does not match the number of dimensions of an operand of shape {Shapes.Text(shape)}", nameof(equation));
                }

                for (int i = 0; i < letters.Length; i++)
                {
                    if (lengths.TryGetValue(letters[i], out int known) && known != shape[i])
                    {
                        throw new ArgumentException(
                            $"einsum(): subscript {letters[i]} has size {shape[i]} in an operand of shape {Shapes.Text(shape)} which does not match the previously seen size {known}", nameof(equation));
                    }

                    lengths[letters[i]] = shape[i];
                }
            }
        }

        public int Length(char[] letters) => letters.Aggregate(1, (product, letter) => product * Lengths[letter]);

        public Tensor<T> Arrange<T>(Tensor<T> operand, string letters, char[] order)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            int[] summed = [.. Enumerable.Range(0, letters.Length).Where(i => !order.Contains(letters[i]))];
            Tensor<T> rest = summed.Length == 0 ? operand : operand.Sum(summed);
            string left = string.Concat(letters.Where(order.Contains));
            return rest.Permute([.. order.Select(letter => left.IndexOf(letter, StringComparison.Ordinal))]);
        }
    }
}
